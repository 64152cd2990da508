package io.multigate.command;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.multigate.security.ApiKeys;
import io.multigate.security.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key for callers of the service. */
@Command(name = "key", description = {"Makes a random API key and prints it, once, with the settings that let it in.",
        "The service is told the key's SHA-256 digest alone."}, mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME",
            description = "Names the key in the configuration, such as frontend-2: lower-case letters, digits, hyphens.")
    private String name;

    @Option(names = "--roles", split = ",", defaultValue = "score", paramLabel = "ROLE",
            description = "What it allows: score, admin, or both with a comma between them (default: ${DEFAULT-VALUE}).")
    private Set<Role> roles = new LinkedHashSet<>();

    @Override
    public Integer call() {
        if (!this.name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ParameterException(this.spec.commandLine(), "--name is '" + this.name
                    + "'; it may have lower-case letters, digits, and hyphens between them");
        }
        String key = ApiKeys.random(new SecureRandom());
        String setting = "multigate.security.keys." + this.name;
        PrintWriter out = this.spec.commandLine().getOut();
        out.println("# The key, for whoever calls; it is shown this once:");
        out.println(key);
        out.println();
        out.println("# For the service's application.yaml:");
        out.println(setting + ".sha256: " + HexFormat.of().formatHex(ApiKeys.sha256(key)));
        out.println(setting + ".roles: " + this.roles.stream().map(Role::label).collect(Collectors.joining(", ")));
        return 0;
    }

}
