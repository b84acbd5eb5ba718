using System.Collections.Immutable;

namespace Gail.Data.Formats.Pickle;

/// <summary>What NumPy, versions 1 and 2, writes arrays, scalars and dtypes by.</summary>
internal static class NumpyNames
{
    private static readonly string[] Scalars =
    [
        "bool_",
        "bool",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float16",
        "float32",
        "float64",
    ];

    public static IEnumerable<KeyValuePair<string, PickleGlobal>> All { get; } =
    [
        .. PickleNames.Of(Type, "numpy.dtype"),
        // The class that _reconstruct is given, and such as are attributes.
        .. PickleNames.Of(null, ["numpy.ndarray", .. Scalars.Select(name => "numpy." + name)]),
        .. PickleNames.Of(
            arguments =>
                arguments is [PickleGlobal { Name: "numpy.ndarray" }, ..]
                    ? new NumpyArray()
                    : throw new PickleException("an array is of a class that is not read."),
            "numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray._reconstruct"
        ),
        .. PickleNames.Of(Scalar, "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"),
        .. PickleNames.Of(FromBuffer, "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"),
    ];

    private static NumpyType Type(ImmutableArray<object?> arguments) =>
        arguments is [string { Length: > 0 } code, ..]
            ? new NumpyType(code)
            : throw new PickleException("a dtype has no code.");

    private static NumpyArray Scalar(ImmutableArray<object?> arguments) =>
        arguments is [NumpyType type, var element]
            ? NumpyArray.Of(type, new PickleTuple([]), fortran: false, element)
            : throw new PickleException("a NumPy scalar has no type or no value.");

    /// <summary>(buffer, dtype, shape, order): protocol 5.</summary>
    private static NumpyArray FromBuffer(ImmutableArray<object?> arguments) =>
        arguments is [PickleBytes buffer, NumpyType type, var shape, var order]
            ? NumpyArray.Of(type, shape, order is "F", buffer)
            : throw new PickleException("an array of a buffer has not its parts.");
}
