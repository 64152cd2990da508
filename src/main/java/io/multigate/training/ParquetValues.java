package io.multigate.training;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.row.PqList;
import dev.hardwood.schema.SchemaNode;
import org.jspecify.annotations.Nullable;

/**
 * The values of a Parquet column, as the same ones are meant in CSV: the reader gives integers of 8 and 16 bits as
 * other types than those of 32, shows large ones without a sign as negative, and leaves decimals without a fraction, as
 * which databases export their integers, as they are.
 *
 * @param unsigned whether its integers, or those of its lists, have no sign
 */
record ParquetValues(boolean unsigned) {

    static ParquetValues of(SchemaNode column) {
        SchemaNode single = (column instanceof SchemaNode.GroupNode group && group.isList())
                ? group.getListElement()
                : column;
        return new ParquetValues(single instanceof SchemaNode.PrimitiveNode primitive
                && primitive.logicalType() instanceof LogicalType.IntType type && !type.isSigned());
    }

    /** What a value means: a {@link List} of what its elements mean, an integer as it is, anything else unchanged. */
    @Nullable
    Object meaning(@Nullable Object stored) {
        return switch (stored) {
            case null -> null;
            case PqList list -> meanings(list);
            case Byte integer -> integer.intValue();
            case Short integer -> integer.intValue();
            case Integer bits when this.unsigned -> Integer.toUnsignedLong(bits);
            case Long bits when this.unsigned && bits < 0 -> new BigInteger(Long.toUnsignedString(bits));
            case BigDecimal decimal when decimal.scale() == 0 -> decimal.unscaledValue();
            default -> stored;
        };
    }

    private List<@Nullable Object> meanings(PqList list) {
        List<@Nullable Object> meanings = new ArrayList<>(list.size());
        for (Object element : list.values()) {
            meanings.add(meaning(element));
        }
        return meanings;
    }

}
