using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats.Torch;

/// <summary>What tensors lie in.</summary>
/// <param name="Type">What its elements are, unless a tensor says otherwise.</param>
/// <param name="Bytes">Where they lie.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal sealed record TorchStorage(TorchType Type, PickleBytes Bytes, bool BigEndian);

/// <summary>
/// The persistent ids of PyTorch's files, ("storage", class, key, device, elements), which stand for storages kept beside
/// the pickle.
/// </summary>
/// <param name="Type">What the elements are.</param>
/// <param name="Key">Its name in the file.</param>
/// <param name="Count">How many elements.</param>
internal sealed record TorchStorageId(TorchType Type, string Key, long Count)
{
    /// <summary>Reads an id.</summary>
    /// <exception cref="PickleException">It is none of a storage.</exception>
    public static TorchStorageId Parse(object? id) =>
        id is PickleTuple { Items: ["storage", PickleGlobal type, string key, _, long count, ..] items }
        && TorchNames.TypeOfStorage(type) is { } elements
        && count is >= 0 and <= long.MaxValue / 16
            // Old files could tell of a view of a storage; none was ever needed.
            ? items is [_, _, _, _, _, not null, ..]
                ? throw new PickleException("it has a view of a storage, as only PyTorch 0.1 wrote; save it anew.")
                : new TorchStorageId(elements, key, count)
            : throw new PickleException("it refers to something outside of the pickle that is no storage of a tensor.");

    /// <summary>Its bytes.</summary>
    public long Length => Count * Type.Size;
}
