using System.Collections.Frozen;
using System.Collections.Immutable;
using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats.Torch;

/// <summary>What PyTorch writes tensors by, beside the names of all pickles.</summary>
internal static class TorchNames
{
    private const string Untyped = "torch.storage.UntypedStorage";

    // An expanded tensor repeats what it lies in; a few repetitions harm nobody.
    private const long AlwaysAllowed = 1 << 16;

    /// <summary>The allow-list of PyTorch's files.</summary>
    public static FrozenDictionary<string, PickleGlobal> All { get; } =
        PickleNames
            .All.Concat(PickleNames.Of(Tensor, "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2"))
            .Concat(PickleNames.Of(TensorOfType, "torch._utils._rebuild_tensor_v3"))
            .Concat(PickleNames.Of(First, "torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter"))
            .Concat(PickleNames.Of(First, "torch._utils._rebuild_parameter_with_state"))
            .Concat(PickleNames.Of(arguments => new PickleTuple(Items(arguments)), "torch.Size"))
            .Concat(PickleNames.Of(_ => null, "torch.device"))
            .Concat(PickleNames.Of(null, TorchType.ByName.Keys.Select(name => "torch." + name)))
            .Concat(PickleNames.Of(null, TorchType.ByStorage.Keys.Select(name => "torch." + name)))
            .Concat(PickleNames.Of(null, Untyped, "torch.Tensor", "torch.strided"))
            .ToFrozenDictionary(name => name.Key, name => name.Value);

    /// <summary>What a class of storages holds; null for what is none.</summary>
    public static TorchType? TypeOfStorage(PickleGlobal type) =>
        TorchType.ByStorage.GetValueOrDefault(type.Name == Untyped ? "UntypedStorage" : Last(type.Name));

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>(storage, offset, extents, strides, ...).</summary>
    private static PickledArray Tensor(ImmutableArray<object?> arguments) =>
        arguments is [TorchStorage storage, long offset, var shape, var strides, ..]
            ? Tensor(storage, storage.Type, offset, Items([shape]), Items([strides]))
            : throw new PickleException("a tensor has not its parts.");

    /// <summary>(storage, offset, extents, strides, gradient, hooks, type, ...), of a storage of bytes.</summary>
    private static PickledArray TensorOfType(ImmutableArray<object?> arguments) =>
        arguments is [TorchStorage storage, long offset, var shape, var strides, _, _, PickleGlobal type, ..]
        && TorchType.ByName.TryGetValue(Last(type.Name), out var elements)
            ? Tensor(storage, elements, offset, Items([shape]), Items([strides]))
            : throw new PickleException("a tensor has not its parts.");

    private static PickledArray Tensor(
        TorchStorage storage,
        TorchType type,
        long offset,
        ImmutableArray<object?> extents,
        ImmutableArray<object?> distances
    )
    {
        var shape = PickleShape.Checked(extents);
        if (
            distances.Length != shape.Length
            || distances.Any(stride => stride is not (long and >= 0 and <= int.MaxValue))
        )
        {
            throw new PickleException($"a tensor of shape ({string.Join(", ", shape)}) has strides that are none.");
        }
        ImmutableArray<long> strides = [.. distances.Select(stride => (long)stride!)];
        var held = storage.Bytes.Length / type.Size;
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        // Of extents and strides below 2^31 each, and 32 dimensions at most.
        var last =
            (Int128)offset
            + shape.Select((extent, d) => (Int128)(extent - 1) * strides[d]).Aggregate((Int128)0, (a, b) => a + b);
        if (offset < 0 || (count > 0 && last >= held))
        {
            throw new PickleException(
                $"a tensor of shape ({string.Join(", ", shape)}) reaches element {last} of a storage of {held}; the file is damaged."
            );
        }
        if (count > Math.Max(held, AlwaysAllowed))
        {
            throw new PickleException(
                $"a tensor of {count} elements repeats a storage of {held}; save it with .contiguous()."
            );
        }
        return type.Elements is { } elements
            ? new StridedArray(storage.Bytes, elements with { BigEndian = storage.BigEndian }, shape, strides)
            {
                Offset = offset,
                IsBrainFloat = type.IsBrainFloat,
            }
            : new UnreadArray(type.Name, shape);
    }

    private static object? First(ImmutableArray<object?> arguments) =>
        arguments is [var first, ..] ? first : throw new PickleException("a parameter has no tensor.");

    private static ImmutableArray<object?> Items(ImmutableArray<object?> arguments) =>
        arguments switch
        {
            [PickleTuple { Items: var items }] => items,
            [PickleList { Items: var items }] => [.. items],
            _ => throw new PickleException("the shape of a tensor is no tuple."),
        };
}
