using System.Collections.Frozen;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Torch;

/// <summary>The element types of PyTorch.</summary>
/// <param name="Name">As in "float32".</param>
/// <param name="Size">The bytes of an element.</param>
/// <param name="Elements">What they are read as; null for types that are listed but not read.</param>
internal sealed record TorchType(string Name, int Size, NpyType? Elements)
{
    /// <summary>Whether elements are the upper halves of single-precision numbers.</summary>
    public bool IsBrainFloat => Name == "bfloat16";

    /// <summary>By the names of <c>torch.dtype</c>.</summary>
    public static FrozenDictionary<string, TorchType> ByName { get; } =
        new TorchType[]
        {
            Of("float64", "<f8"),
            Of("float32", "<f4"),
            Of("float16", "<f2"),
            // Read as what they are the halves of.
            new("bfloat16", 2, NpyType.Parse("<f4")),
            Of("int64", "<i8"),
            Of("int32", "<i4"),
            Of("int16", "<i2"),
            Of("int8", "|i1"),
            Of("uint8", "|u1"),
            Of("uint16", "<u2"),
            Of("uint32", "<u4"),
            Of("uint64", "<u8"),
            Of("bool", "|b1"),
            new("complex64", 8, null),
            new("complex128", 16, null),
        }.ToFrozenDictionary(type => type.Name);

    /// <summary>By the names of the classes of storages.</summary>
    public static FrozenDictionary<string, TorchType> ByStorage { get; } =
        new Dictionary<string, string>
        {
            ["DoubleStorage"] = "float64",
            ["FloatStorage"] = "float32",
            ["HalfStorage"] = "float16",
            ["BFloat16Storage"] = "bfloat16",
            ["LongStorage"] = "int64",
            ["IntStorage"] = "int32",
            ["ShortStorage"] = "int16",
            ["CharStorage"] = "int8",
            ["ByteStorage"] = "uint8",
            ["BoolStorage"] = "bool",
            ["ComplexFloatStorage"] = "complex64",
            ["ComplexDoubleStorage"] = "complex128",
            // Bytes; the tensor says what they are.
            ["UntypedStorage"] = "uint8",
        }.ToFrozenDictionary(pair => pair.Key, pair => ByName[pair.Value]);

    private static TorchType Of(string name, string type) =>
        NpyType.Parse(type)! is var elements ? new(name, elements.Size, elements) : null!;
}
