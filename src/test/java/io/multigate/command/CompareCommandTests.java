package io.multigate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** A small study as a person types it. */
class CompareCommandTests {

    private static final String STUDY = """
            name: tiny
            title: Two bottoms on the shop
            data: {train: rows.csv, validation: rows.csv}
            seeds: [1, 2]
            measures:
              - {name: ctr.auc, title: CTR AUC}
              - {name: cvr.copc, title: CVR COPC}
              - {name: cvr.gateEntropy, title: CVR entropy}
              - {name: gates.cosine, title: Cosine}
            recipe:
              tasks: [{name: ctr, label: click}, {name: cvr, label: conversion, given: ctr}]
              features:
                - {name: category, side: item, kind: categorical, hashBuckets: 20, embedding: 4}
                - {name: price, side: item, kind: numeric, normalizer: log1p, mean: 3, deviation: 1}
              architecture: {kind: shared-bottom, bottom: [4], tower: [4]}
              objective: entire-space
              training: {batchSize: 256, epochs: 1, l2: 0.1, earlyStopping: {patience: 2, validationShare: 0.2}}
            members:
              - {name: plain, title: Plain, published: {ctr.auc: .30 ± .05}}
              - name: mixture
                title: Mixture
                changes:
                  architecture: {kind: mmoe, experts: 2, expert: [4], tower: [4]}
                  objective: click-space
                  training: {epochs: 2, l2: null}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(this.folder.resolve("study.yaml"), STUDY);
        assertThat(run("generate", "--rows", "3000", "--seed", "1", "--out", at("rows.csv"))).isZero();
        this.out.getBuffer().setLength(0);
    }

    private String at(String name) {
        return this.folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, arguments);
    }

    private int compare(String out) {
        return run("compare", "--study", at("study.yaml"), "--out", at(out));
    }

    @Test
    void everyMemberIsTrainedWithEverySeed() throws IOException {
        assertThat(compare("out")).isZero();

        assertThat(this.out.toString()).contains("4 of 4").contains("wrote");
        assertThat(Files.readAllLines(this.folder.resolve("out/results.md")))
                .anyMatch((line) -> line
                        .matches(
                                "\\| Plain \\| 0\\.\\d{4} ± 0\\.\\d{4} \\| \\d\\.\\d{4} ± \\d\\.\\d{4} \\| - \\| - \\|"))
                .anyMatch((line) -> line.matches("\\| Mixture .*\\| 0\\.\\d{4} ± \\S+ \\| [01]\\.\\d{4} ± \\S+ \\|"))
                .anyMatch((line) -> line
                        .matches("\\| Plain \\| CTR AUC \\| 0.*? \\| \\.30 ± \\.05 \\| yes \\(\\+\\d+\\.\\d\\) \\|"))
                .contains("![ctr.auc](ctr.auc.svg)", "![cvr.copc](cvr.copc.svg)",
                        "![validation-loss](validation-loss.svg)");
        assertThat(Files.readAllLines(this.folder.resolve("out/results.csv")))
                .contains("member,seed,epochs,best_epoch,task,figure,value")
                .anyMatch((line) -> line.startsWith("plain,1,1,1,ctr,auc,0."))
                .anyMatch((line) -> line.startsWith("mixture,2,2,2,ctcvr,auc,0."))
                .anyMatch((line) -> line.startsWith("mixture,2,2,2,ctr,gateTopShare,"))
                .anyMatch((line) -> line.startsWith("mixture,1,2,2,gates,deadExperts,"))
                .noneMatch((line) -> line.startsWith("plain") && line.contains("gate"));
        assertThat(this.folder.resolve("out/recipes/mixture.yaml")).content()
                .contains("click-space", "tiny-mixture", "batchSize: 256")
                .doesNotContain("l2", "bottom");
    }

    @Test
    void everyMeasureAndTheLossesAreDrawn() throws Exception {
        assertThat(compare("out")).isZero();

        for (String plot : List.of("ctr.auc.svg", "cvr.copc.svg", "validation-loss.svg")) {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
            // SVG's document type stands on the network.
            parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            Document svg = parsers.newDocumentBuilder().parse(this.folder.resolve("out").resolve(plot).toFile());
            assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(svg.getElementsByTagName("path").getLength()).as(plot).isGreaterThan(10);
        }
    }

    @Test
    void aStudyGoesOnWhereItStoppedAndComesToTheSame() throws IOException {
        assertThat(compare("out")).isZero();
        Path out = this.folder.resolve("out");
        String table = Files.readString(out.resolve("results.csv"));
        Files.delete(out.resolve("runs/mixture-1.json"));
        this.out.getBuffer().setLength(0);

        assertThat(compare("out")).isZero();

        assertThat(this.out.toString().lines().filter((line) -> line.contains("(from before)"))).hasSize(3);
        assertThat(out.resolve("results.csv")).hasContent(table);
    }

    @Test
    void aResultOfAnotherRecipeOrOfOtherDataIsNotUsed() throws IOException {
        assertThat(compare("out")).isZero();
        Files.writeString(this.folder.resolve("study.yaml"), STUDY.replace("epochs: 2", "epochs: 1"));
        this.out.getBuffer().setLength(0);

        assertThat(compare("out")).isZero();
        assertThat(this.out.toString().lines().filter((line) -> line.contains("(from before)"))).hasSize(2);

        assertThat(run("generate", "--rows", "2000", "--seed", "1", "--out", at("rows.csv"))).isZero();
        this.out.getBuffer().setLength(0);
        assertThat(compare("out")).isZero();
        assertThat(this.out.toString()).doesNotContain("(from before)");
    }

    @Test
    void trainingsSideBySideComeToTheSame() {
        assertThat(compare("one")).isZero();

        assertThat(run("compare", "--study", at("study.yaml"), "--out", at("two"), "--jobs", "2")).isZero();

        assertThat(this.folder.resolve("two/results.csv"))
                .hasSameTextualContentAs(this.folder.resolve("one/results.csv"));
    }

    @Test
    void aTrainingThatDivergesIsNamed() throws IOException {
        Files.writeString(this.folder.resolve("study.yaml"),
                STUDY.replace("epochs: 2", "epochs: 2, optimizer: sgd, learningRate: 1.0e+30"));

        assertThat(compare("out")).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(1)
                .startsWith("member 'mixture' with seed 1: the loss became NaN in epoch 1");
        assertThat(this.folder.resolve("out/results.csv")).content().contains("plain,1,").doesNotContain("mixture");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            seeds: [1, 2]      > seeds: []               > seeds is []; it must be different integers
            seeds: [1, 2]      > seeds: [1, 1]           > seeds is [1, 1]
            seeds: [1, 2]      > seeds:                  > key 'seeds' is missing or empty
            name: ctr.auc      > name: auc               > a measure is auc; it must be a task and a figure
            name: ctr.auc      > name: ctr.acu           > figures: [auc, copc, cosine, deadExperts, ece, gateEntropy, gateTopShare, logLoss, mse, r2, rmse, truthAuc, truthBias, truthCorrelation]
            name: cvr.copc     > name: crv.copc         > a measure is crv.copc, which no member has; available: ctcvr.auc
            name: cvr.copc     > name: ctcvr.gateEntropy > a measure is ctcvr.gateEntropy, which no member has; available:
            kind: mmoe, experts: 2, expert: [4] > kind: shared-bottom, bottom: [4] > a measure is cvr.gateEntropy, which no member has
            name: mixture      > name: plain             > a member's name is plain
            title: Mixture     > title: Plain            > a member's title is Plain
            title: Mixture     > titel: Mixture          > key 'title' is missing or empty
            objective: click   > objectiv: click         > unknown key 'objectiv'
            members:           > memberz:                > key 'members' is missing or empty
            {ctr.auc: .30      > {cvr.auc: .30           > published of member 'plain' is cvr.auc
            .30 ± .05          > about .30               > published of member 'plain', ctr.auc is about .30
            .30 ± .05          > .30 ± 0                 > it must be a number, 'mean ± deviation' or '>= number'
            train: rows.csv    > train: absent.csv       > absent.csv
            train: rows.csv    > train: .                > is no regular file
            seeds: [1, 2]      > seeds: [1, null]        > key 'seeds' is missing or empty, or something in it is
            {name: cvr.copc, title: CVR COPC} > null     > key 'measures' is missing or empty, or something in it is
            {name: plain, title: Plain, published: {ctr.auc: .30 ± .05}} > null > key 'members' is missing or empty, or something
            .30 ± .05          > null                    > key 'published' is missing or empty, or something in it is
            """)
    void whatIsNotUnderstoodIsOneLine(String written, String wrong, String message) throws IOException {
        Files.writeString(this.folder.resolve("study.yaml"), STUDY.replace(written, wrong));

        assertThat(compare("out")).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(1).contains(message);
        assertThat(this.out.toString()).doesNotContain("of 4");
    }

}
