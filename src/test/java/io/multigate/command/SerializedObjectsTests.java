package io.multigate.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that was started without any option refuses serialized objects, in a virtual machine of its own. */
class SerializedObjectsTests {

    /** Runs a command, and then reads an object as a library might. */
    static final class Reader {

        public static void main(String[] args) throws Exception {
            if (args.length > 0) {
                Multigate.main(args);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new ArrayList<>());
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                System.out.println("read " + in.readObject().getClass());
            } catch (InvalidClassException ex) {
                System.out.println("refused: " + ex.getMessage());
            }
        }

    }

    @Test
    @Timeout(120)
    void anyCommandRefusesThem() throws IOException {
        assertThat(run("--version")).contains("refused: filter status: REJECTED").doesNotContain("read class");
    }

    @Test
    @Timeout(120)
    void withoutTheCommandsTheyWouldBeRead() throws IOException {
        assertThat(run()).contains("read class java.util.ArrayList");
    }

    private static String run(String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", Reader.class.getName());
        builder.command().addAll(List.of(args));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

}
