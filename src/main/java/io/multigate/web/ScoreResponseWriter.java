package io.multigate.web;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

import io.multigate.inference.Predictions;
import io.multigate.model.ModelId;
import io.multigate.model.Task;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an answer; {@link ScoreResponse} documents its shape. A number is written with the fewest digits that
 * read back as the same float.
 */
final class ScoreResponseWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /** About what one candidate's scores take, for the first size of the buffer. */
    private static final int BYTES_A_CANDIDATE = 96;

    private static final SerializedString ID = new SerializedString("id");

    private final ScoreColumns columns;

    private final DecodedRequest request;

    private final Predictions predictions;

    private final ProbabilityText text = new ProbabilityText();

    ScoreResponseWriter(ScoreColumns columns, DecodedRequest request, Predictions predictions) {
        this.columns = columns;
        this.request = request;
        this.predictions = predictions;
    }

    byte[] write(ModelId model, String requestId) {
        int[] order = order();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + BYTES_A_CANDIDATE * order.length);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", model.name());
            json.writeNumberProperty("version", model.version());
            json.writeStringProperty("requestId", requestId);
            json.writeArrayPropertyStart("scores");
            writeScores(json, order);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private int[] order() {
        ScoreOptions options = this.request.options();
        if (options.rankBy() == null && options.topK() == null) {
            return Ranking.unranked(this.predictions.size());
        }
        String rank = (options.rankBy() != null) ? options.rankBy() : this.columns.defaultRank();
        int[] order = Ranking.descending(this.columns.values(this.predictions, rank));
        int top = (options.topK() != null) ? Math.min(options.topK(), order.length) : order.length;
        return (top == order.length) ? order : Arrays.copyOf(order, top);
    }

    private void writeScores(JsonGenerator json, int[] order) {
        SerializedString[] funnelNames = names(this.columns.funnelNames());
        SerializedString[] otherNames = names(this.columns.otherNames());
        float[][] funnel = values(this.columns.funnelNames());
        float[][] others = values(this.columns.otherNames());
        boolean gates = this.request.options().explain() && this.predictions.hasGates();
        for (int candidate : order) {
            json.writeStartObject();
            json.writeName(ID);
            json.writeString(this.request.ids().get(candidate));
            writeNumbers(json, funnelNames, funnel, candidate);
            if (others.length > 0) {
                json.writeObjectPropertyStart("predictions");
                writeNumbers(json, otherNames, others, candidate);
                json.writeEndObject();
            }
            if (gates) {
                writeGates(json, candidate);
            }
            json.writeEndObject();
        }
    }

    private float[][] values(List<String> names) {
        return names.stream().map((name) -> this.columns.values(this.predictions, name)).toArray(float[][]::new);
    }

    /** Names that are encoded once instead of once a candidate. */
    private static SerializedString[] names(List<String> names) {
        return names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
    }

    private void writeNumbers(JsonGenerator json, SerializedString[] names, float[][] values, int candidate) {
        for (int i = 0; i < values.length; i++) {
            json.writeName(names[i]);
            writeNumber(json, values[i][candidate]);
        }
    }

    private void writeNumber(JsonGenerator json, float value) {
        this.text.write(value);
        json.writeNumber(this.text.characters(), 0, this.text.length());
    }

    private void writeGates(JsonGenerator json, int candidate) {
        json.writeObjectPropertyStart("gates");
        int experts = this.predictions.experts();
        for (int task = 0; task < this.predictions.tasks().size(); task++) {
            Task head = this.predictions.tasks().get(task);
            json.writeArrayPropertyStart(head.name());
            for (int expert = 0; expert < experts; expert++) {
                writeNumber(json, this.predictions.gates()[task][candidate * experts + expert]);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

}
