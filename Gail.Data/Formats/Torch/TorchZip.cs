using System.IO.Compression;
using System.Text;
using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats.Torch;

/// <summary>
/// What <c>torch.save</c> writes from version 1.6 on: an archive of <c>data.pkl</c> and a file for each storage,
/// <c>data/0</c>, <c>data/1</c>, ..., all in one folder.
/// </summary>
internal static class TorchZip
{
    private const string PickleName = "data.pkl";

    // What Stable-Baselines3 keeps its policies in, beside other files.
    private const string PolicyName = "policy.pth";

    // Tensors are not in it.
    private const long MostPickleBytes = 1 << 28;

    /// <summary>The folder of an archive that is such a file, with its slash; null for another archive.</summary>
    public static string? Folder(ZipArchive zip) =>
        zip
            .Entries.Select(entry => entry.FullName)
            .FirstOrDefault(name => name == PickleName || name.EndsWith("/" + PickleName, StringComparison.Ordinal))
            is { } pickle
            ? pickle[..^PickleName.Length]
            : null;

    /// <summary>Whether an archive is a model of Stable-Baselines3.</summary>
    public static bool IsModel(ZipArchive zip) => zip.GetEntry(PolicyName) is not null;

    /// <summary>Reads the pickle; tensors are left where they lie.</summary>
    /// <exception cref="PickleException">It is damaged, or wants what is not on the list.</exception>
    public static object? Read(ZipArchive zip)
    {
        if (IsModel(zip))
        {
            throw new PickleException(
                "it is a model of Stable-Baselines3, which holds no demonstrations but can make some: gail record --policy FILE --env ID."
            );
        }
        var folder = Folder(zip) ?? throw new PickleException($"the archive has no {PickleName}.");
        if (zip.GetEntry(folder + "constants.pkl") is not null)
        {
            throw new PickleException(
                "it is a TorchScript program, which would have to be run; save its tensors with torch.save."
            );
        }
        var bigEndian =
            zip.GetEntry(folder + "byteorder") is { Length: <= 16 } order
            && Encoding.ASCII.GetString(ZipMembers.Read(order, 16)).Trim() == "big";
        var pickle = ZipMembers.Read(zip.GetEntry(folder + PickleName)!, MostPickleBytes);
        return new PickleMachine(
            new PickleInput(new MemoryStream(pickle)),
            TorchNames.All,
            id => Storage(zip, folder, TorchStorageId.Parse(id), bigEndian)
        ).Read();
    }

    private static TorchStorage Storage(ZipArchive zip, string folder, TorchStorageId id, bool bigEndian)
    {
        var entry =
            zip.GetEntry($"{folder}data/{id.Key}")
            ?? throw new PickleException($"the storage '{id.Key}' of a tensor is missing; the file is damaged.");
        return entry.Length == id.Length
            ? new TorchStorage(id.Type, new ZipBytes(entry.FullName, entry.Length), bigEndian)
            : throw new PickleException(
                $"the storage '{id.Key}' should have {id.Length} bytes but has {entry.Length}; the file is damaged or was cut off."
            );
    }
}
