package io.multigate.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import io.multigate.model.Tensor;
import io.multigate.model.Weights;

/**
 * An ONNX graph in the making. Values go by their names; each method that makes one returns its name. Weights keep
 * theirs and enter with the first node that reads them.
 */
final class OnnxGraph {

    /** The dimension of the candidates. */
    static final String ROWS = "n";

    private final GraphProto.Builder graph;

    private final Weights weights;

    private final Set<String> values = new HashSet<>();

    private final Set<String> initialised = new HashSet<>();

    OnnxGraph(String name, Weights weights) {
        this.graph = GraphProto.newBuilder().setName(name);
        this.weights = weights;
    }

    /**
     * An input of the graph.
     * @param type of its elements
     * @param description for whoever feeds it
     * @param dimensions their names, all of lengths that a call decides
     */
    String input(String name, TensorProto.DataType type, String description, List<String> dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        dimensions.forEach((dimension) -> shape.addDimBuilder().setDimParam(dimension));
        this.graph.addInput(value(name, type, description, shape));
        return unique(name);
    }

    /** Makes a value, [n], an output of the graph. */
    void output(String value, String description) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(ROWS);
        this.graph.addOutput(value(value, TensorProto.DataType.FLOAT, description, shape));
    }

    /** Makes a value, [n, width], an output of the graph. */
    void output(String value, int width, String description) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(ROWS);
        shape.addDimBuilder().setDimValue(width);
        this.graph.addOutput(value(value, TensorProto.DataType.FLOAT, description, shape));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, String description,
            TensorShapeProto.Builder shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /**
     * A node.
     * @param operator of ONNX's standard set
     * @param output the name of what it makes, which is the node's name too
     */
    String node(String operator, String output, String... inputs) {
        return node(operator, output, List.of(), inputs);
    }

    /** A node with one attribute, an integer. */
    String node(String operator, String output, String attribute, long integer, String... inputs) {
        AttributeProto.Builder builder = AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INT)
                .setI(integer);
        return node(operator, output, List.of(builder.build()), inputs);
    }

    private String node(String operator, String output, List<AttributeProto> attributes, String... inputs) {
        this.graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .addAllAttribute(attributes));
        return unique(output);
    }

    /** A model's weight under its own name. */
    String weight(String name) {
        if (this.initialised.add(name)) {
            Tensor tensor = this.weights.tensor(name);
            TensorProto.Builder proto = tensor(unique(name), TensorProto.DataType.FLOAT, littleEndian(tensor.values()));
            tensor.shape().forEach((length) -> proto.addDims(length));
            this.graph.addInitializer(proto);
        }
        return name;
    }

    /** A vector of integers, such as a shape or axes; the same name means the same numbers. */
    String constant(String name, long... numbers) {
        if (this.initialised.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(numbers);
            this.graph.addInitializer(
                    tensor(unique(name), TensorProto.DataType.INT64, bytes).addDims(numbers.length));
        }
        return name;
    }

    private static ByteBuffer littleEndian(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes;
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, ByteBuffer bytes) {
        ByteString raw = UnsafeByteOperations.unsafeWrap(bytes);
        return TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(raw);
    }

    /** In ONNX inputs, weights and what nodes make share one space of names. */
    private String unique(String name) {
        if (!this.values.add(name)) {
            throw new UnsupportedModelException("'" + name + "' would name two values of the ONNX graph:"
                    + " a feature or task bears the name of an output or of another part of the network");
        }
        return name;
    }

    GraphProto build() {
        return this.graph.build();
    }

}
