package io.multigate.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.multigate.MultigateApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import org.springframework.boot.SpringApplication;

/** Serves the models of a directory over HTTP until it is stopped. */
@Command(name = "serve", description = {"Serves the models of a directory over HTTP until it is stopped.",
        "Settings follow as --key=value, such as --server.port=8080, --management.server.port=8081,",
        "--multigate.models.directory=models, --multigate.models.default=shop-mmoe."},
        customSynopsis = "multigate [serve] [--key=value ...]", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        for (String setting : this.settings) {
            if (!setting.startsWith("--") || setting.indexOf('=') < 3) {
                throw new ParameterException(this.spec.commandLine(),
                        "'" + setting + "' is not a setting of the form --key=value");
            }
        }
        try {
            SpringApplication.run(MultigateApplication.class, this.settings.toArray(String[]::new));
            return CommandLine.ExitCode.OK;
        } catch (RuntimeException reported) {
            // Spring Boot has said why, in its words for the kind of failure.
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

}
