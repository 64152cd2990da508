package io.multigate.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the byte code to {@link HouseRules}, and proves with classes made for it that every rule bites. */
class ArchitectureTests {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HouseRules.BASE);

    static Stream<String> rooms() {
        return HouseRules.MAY_IMPORT.keySet().stream().sorted();
    }

    static Stream<HouseRules.Door> doors() {
        return HouseRules.DOORS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomImportsOnlyTheRoomsOfItsRow(String room) {
        HouseRules.importsOnlyItsRow(room).check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aLibraryEntersByItsDoorAlone(HouseRules.Door door) {
        HouseRules.entersByItsDoor(door).check(HOUSE);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(HouseRules.BASE + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageHasARow() {
        Set<String> packages = HOUSE.stream()
                .map((type) -> type.getPackageName())
                .filter((name) -> !name.equals(HouseRules.BASE))
                .map((name) -> name.substring(HouseRules.BASE.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(HouseRules.MAY_IMPORT.keySet()).containsAll(packages);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyPackageIsNullMarked(String room) {
        if (HOUSE.containPackage(HouseRules.BASE + "." + room)) {
            assertThat(HOUSE.getPackage(HouseRules.BASE + "." + room).isAnnotatedWith(NullMarked.class)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aForbiddenImportIsFound(String room, @TempDir Path folder) throws IOException {
        String forbidden = rooms().filter((other) -> !other.equals(room))
                .filter((other) -> !HouseRules.MAY_IMPORT.get(room).contains(other))
                .findFirst()
                .orElse(null);
        if (forbidden == null) {
            assertThat(room).isEqualTo("command");
            return;
        }
        JavaClasses intruder = Intruders.compile(folder, room, "io.multigate." + forbidden, "Victim");
        assertThat(HouseRules.importsOnlyItsRow(room).evaluate(intruder).hasViolation()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aLibraryThroughAWindowIsFound(HouseRules.Door door, @TempDir Path folder)
            throws IOException {
        for (String library : door.packages()) {
            Path own = Files.createDirectory(folder.resolve(library.replace("..", "")));
            JavaClasses intruder = Intruders.compile(own, "admission", library.replace("..", "") + ".part", "Victim");
            assertThat(HouseRules.entersByItsDoor(door).evaluate(intruder).hasViolation()).as(library).isTrue();
        }
    }

}
