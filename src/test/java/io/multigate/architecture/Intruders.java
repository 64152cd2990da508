package io.multigate.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** Compiles a class that breaks a rule, so that a test can see the rule bite. */
final class Intruders {

    private Intruders() {}

    /** A class in {@code room} with a field whose type is {@code victimPackage.victim}. */
    static JavaClasses compile(Path folder, String room, String victimPackage, String victim) throws IOException {
        Path victimFile = write(folder, victimPackage, victim, "");
        Path intruderFile = write(folder, HouseRules.BASE + "." + room, "Intruder",
                victimPackage + "." + victim + " field;");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler
                    .getTask(null, files, null, List.of("-d", classes.toString(), "-proc:none"), null,
                            files.getJavaFileObjects(victimFile, intruderFile))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the intruder does not compile");
            }
        }
        return new ClassFileImporter().importPath(classes);
    }

    private static Path write(Path folder, String packageName, String name, String body) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("source").resolve(packageName.replace('.', '/')));
        String source = "package %s; public class %s { %s }".formatted(packageName, name, body);
        return Files.writeString(directory.resolve(name + ".java"), source);
    }

}
