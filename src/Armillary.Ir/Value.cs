namespace Armillary.Ir;

/// <summary>A value in a block under construction. Operators append to that block; operands must have one type.</summary>
/// <param name="Block">The block.</param>
/// <param name="Number">The index of the instruction that makes it.</param>
#pragma warning disable CA1720, CA2225
public readonly record struct Value(Block Block, int Number)
{
    /// <summary>Its type.</summary>
    public IrType Type => Block[Number].Type;

    /// <summary>Whether it is a constant, and which.</summary>
    public bool IsConst(out long value)
    {
        ref readonly Instruction i = ref Block[Number];
        value = i.Imm;
        return i.Op == Op.Const;
    }

    /// <summary>Sum, modulo the width.</summary>
    public static Value operator +(Value a, Value b) => a.Block.Binary(Op.Add, a, b);

    /// <summary>Sum with a constant.</summary>
    public static Value operator +(Value a, long b) => a.Block.Binary(Op.Add, a, a.Block.Const(a.Type, b));

    /// <summary>Difference, modulo the width.</summary>
    public static Value operator -(Value a, Value b) => a.Block.Binary(Op.Sub, a, b);

    /// <summary>Difference with a constant.</summary>
    public static Value operator -(Value a, long b) => a.Block.Binary(Op.Sub, a, a.Block.Const(a.Type, b));

    /// <summary>Low half of the product.</summary>
    public static Value operator *(Value a, Value b) => a.Block.Binary(Op.Mul, a, b);

    /// <summary>Bitwise AND (of vectors too).</summary>
    public static Value operator &(Value a, Value b) => a.Block.Binary(a.Type == IrType.V128 ? Op.VAnd : Op.And, a, b);

    /// <summary>Bitwise AND with a constant.</summary>
    public static Value operator &(Value a, long b) => a.Block.Binary(Op.And, a, a.Block.Const(a.Type, b));

    /// <summary>Bitwise OR (of vectors too).</summary>
    public static Value operator |(Value a, Value b) => a.Block.Binary(a.Type == IrType.V128 ? Op.VOr : Op.Or, a, b);

    /// <summary>Bitwise exclusive OR (of vectors too).</summary>
    public static Value operator ^(Value a, Value b) => a.Block.Binary(a.Type == IrType.V128 ? Op.VXor : Op.Xor, a, b);

    /// <summary>Bitwise NOT (of vectors too).</summary>
    public static Value operator ~(Value a) => a.Block.Unary(a.Type == IrType.V128 ? Op.VNot : Op.Not, a);

    /// <summary>Two's complement negation.</summary>
    public static Value operator -(Value a) => a.Block.Unary(Op.Neg, a);

    /// <summary>Left shift by a constant below the width.</summary>
    public static Value operator <<(Value a, int amount) => a.Block.Binary(Op.Shl, a, a.Block.Const(a.Type, amount));

    /// <summary>Logical right shift by a constant below the width.</summary>
    public static Value operator >>>(Value a, int amount) => a.Block.Binary(Op.Shr, a, a.Block.Const(a.Type, amount));

    /// <summary>Arithmetic right shift by a constant below the width.</summary>
    public static Value operator >>(Value a, int amount) => a.Block.Binary(Op.Sar, a, a.Block.Const(a.Type, amount));
}
