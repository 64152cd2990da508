package io.multigate.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is compared with what.
 *
 * @param name of the study, and the beginning of its models' names
 * @param title one line above the tables
 * @param train the file that every member learns from
 * @param validation the file that every member is judged on
 * @param seeds each member is trained once with each
 * @param members in the order of the tables
 * @param measures the columns of the tables
 */
public record Study(String name, String title, Path train, Path validation, List<Long> seeds, List<Member> members,
        List<Measure> measures) {

    public Study {
        seeds = List.copyOf(seeds);
        members = List.copyOf(members);
        measures = List.copyOf(measures);
    }

    /**
     * One way to make a model.
     * @param name lower-case letters, digits and hyphens
     * @param title as tables and plots call it, one to a member
     * @param recipe the whole recipe as YAML
     * @param published what others report, by the name of a measure
     */
    public record Member(String name, String title, String recipe, Map<String, Published> published) {

        public Member {
            published = Map.copyOf(published);
        }

    }

    /**
     * A figure of the evaluation.
     * @param task such as {@code cvr}, see {@link io.multigate.evaluation.EvaluationReport}; or {@code gates}
     * @param figure such as {@code auc}, or {@code gateEntropy}, see {@link io.multigate.evaluation.GateHealth}
     * @param title as tables call it
     */
    public record Measure(String task, String figure, String title) {

        /** As a study file names it, and the name of its plot. */
        public String name() {
            return this.task + "." + this.figure;
        }

    }

    /** One training. */
    public record Run(Member member, long seed) {

        /** Names the file of its result. */
        String key() {
            return this.member.name() + "-" + this.seed;
        }

    }

    /** Every training, seed after seed, so that a study that is stopped has compared something. */
    public List<Run> runs() {
        return this.seeds.stream()
                .flatMap((seed) -> this.members.stream().map((member) -> new Run(member, seed)))
                .toList();
    }

    /**
     * Reads a study.
     * @param file YAML
     * @param data the folder that the study's data files are looked up in
     * @throws InvalidStudyException if the file says something that is not understood
     * @throws IOException if it cannot be read
     */
    public static Study read(Path file, Path data) throws IOException {
        return StudyReader.read(file, data);
    }

}
