package io.multigate.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

import io.multigate.model.ModelId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads studies from YAML. All members share one recipe; each says what it changes: a mapping is merged key by key, any
 * other value is replaced, and null takes a key away. A mapping with a {@code kind} is replaced too, for each kind has
 * its own keys.
 */
final class StudyReader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultNullHandling((handling) -> handling.withValueNulls(Nulls.FAIL, Nulls.FAIL))
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .build();

    private StudyReader() {}

    /** The file's keys. */
    private record StudyFile(String name, String title, DataFiles data, List<Long> seeds, List<MeasureEntry> measures,
            ObjectNode recipe, List<MemberEntry> members) {}

    private record DataFiles(String train, String validation) {}

    private record MeasureEntry(String name, String title) {}

    private record MemberEntry(String name, String title, @JsonSetter(nulls = Nulls.SET) @Nullable ObjectNode changes,
            @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, String> published) {}

    static Study read(Path file, Path data) throws IOException {
        try {
            return study(YAML.readValue(Files.readAllBytes(file), StudyFile.class), data);
        } catch (UnrecognizedPropertyException ex) {
            throw new InvalidStudyException(file + ": unknown key '" + ex.getPropertyName() + "' (line "
                    + line(ex) + "); allowed: " + ex.getKnownPropertyIds(), ex);
        } catch (InvalidNullException ex) {
            throw new InvalidStudyException(
                    file + ": key '" + ex.getPropertyName() + "' is missing or empty, or something in it is (line "
                            + line(ex) + ")",
                    ex);
        } catch (JacksonException ex) {
            throw new InvalidStudyException(
                    file + ": " + ex.getOriginalMessage().lines().findFirst().orElse("") + " (line " + line(ex) + ")",
                    ex);
        } catch (InvalidStudyException ex) {
            throw new InvalidStudyException(file + ": " + ex.getMessage(), ex);
        }
    }

    private static String line(JacksonException ex) {
        return (ex.getLocation() == null) ? "?" : Integer.toString(ex.getLocation().getLineNr());
    }

    private static Study study(StudyFile file, Path data) {
        require(ModelId.isName(file.name), "name", file.name, "lower-case letters, digits and hyphens");
        require(!file.seeds.isEmpty() && new HashSet<>(file.seeds).size() == file.seeds.size(), "seeds", file.seeds,
                "different integers, at least one");
        require(!file.members.isEmpty(), "members", file.members, "a list with at least one element");
        require(!file.measures.isEmpty(), "measures", file.measures, "a list with at least one element");
        List<Study.Measure> measures = file.measures.stream().map(StudyReader::measure).toList();
        Set<String> names = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (MemberEntry member : file.members) {
            require(ModelId.isName(member.name) && names.add(member.name), "a member's name", member.name,
                    "lower-case letters, digits and hyphens, and stand once");
            require(titles.add(member.title), "a member's title", member.title, "another for each");
        }
        return new Study(file.name, file.title, data.resolve(file.data.train), data.resolve(file.data.validation),
                file.seeds, file.members.stream().map((member) -> member(file, member, measures)).toList(), measures);
    }

    private static Study.Measure measure(MeasureEntry entry) {
        String[] parts = entry.name.split("\\.", -1);
        require(parts.length == 2 && ModelId.isName(parts[0]) && Measurable.figures().contains(parts[1]), "a measure",
                entry.name, "a task and a figure, such as cvr.auc; figures: " + Measurable.figures());
        return new Study.Measure(parts[0], parts[1], entry.title);
    }

    private static Study.Member member(StudyFile file, MemberEntry member, List<Study.Measure> measures) {
        ObjectNode recipe = file.recipe.deepCopy();
        if (member.changes != null) {
            merge(recipe, member.changes);
        }
        recipe.put("name", file.name + "-" + member.name);
        return new Study.Member(member.name, member.title, YAML.writeValueAsString(recipe),
                published(member, measures));
    }

    private static Map<String, Published> published(MemberEntry member, List<Study.Measure> measures) {
        List<String> known = measures.stream().map(Study.Measure::name).toList();
        Map<String, Published> published = new HashMap<>();
        if (member.published != null) {
            member.published.forEach((measure, text) -> {
                String what = "published of member '" + member.name + "'";
                require(known.contains(measure), what, measure, "among the measures " + known);
                published.put(measure, Published.parse(text)
                        .orElseThrow(() -> wrong(what + ", " + measure, text, Published.ALLOWED)));
            });
        }
        return published;
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            JsonNode value = change.getValue();
            JsonNode before = target.get(change.getKey());
            if (value.isNull()) {
                target.remove(change.getKey());
            } else if (value instanceof ObjectNode mapping && before instanceof ObjectNode merged
                    && !mapping.has("kind")) {
                merge(merged, mapping);
            } else {
                target.set(change.getKey(), value);
            }
        }
    }

    private static void require(boolean fulfilled, String what, Object value, String allowed) {
        if (!fulfilled) {
            throw wrong(what, value, allowed);
        }
    }

    private static InvalidStudyException wrong(String what, Object value, String allowed) {
        return new InvalidStudyException(what + " is " + value + "; it must be " + allowed);
    }

}
