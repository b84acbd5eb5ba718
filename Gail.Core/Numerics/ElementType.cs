namespace Gail.Numerics;

/// <summary>The element type of an array, named as in the safetensors format.</summary>
public enum ElementType
{
    /// <summary>One byte per element, 0 or 1.</summary>
    Bool,

    /// <summary>64-bit signed integers.</summary>
    I64,

    /// <summary>64-bit unsigned integers.</summary>
    U64,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}
