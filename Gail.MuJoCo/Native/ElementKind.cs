namespace Gail.MuJoCo.Native;

/// <summary>The type of the values of a field of the engine's structs.</summary>
internal enum ElementKind
{
    Float64,
    Float32,
    Int32,
    UInt8,
    Pointer,

    /// <summary>A struct of its own.</summary>
    Other,
}
