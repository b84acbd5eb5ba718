using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats;

/// <summary>Files within a zip archive, for formats that keep others in one.</summary>
public static class ArchiveMember
{
    /// <summary>Whether a file is a zip archive with a member of a name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="member">The member's full name.</param>
    /// <exception cref="DemonstrationException">There is no such file, or it is a damaged archive.</exception>
    public static bool Exists(string path, string member)
    {
        using var stream = InputFile.Open(path);
        using var zip = PickledContents.Archive(path, stream);
        return zip?.GetEntry(member) is not null;
    }

    /// <summary>The bytes of a member, checked against its checksum.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="member">The member's full name.</param>
    /// <param name="mostBytes">How many bytes are taken at most.</param>
    /// <exception cref="DemonstrationException">It is missing, damaged or longer.</exception>
    public static byte[] Read(string path, string member, long mostBytes)
    {
        using var stream = InputFile.Open(path);
        using var zip = PickledContents.Archive(path, stream);
        var entry =
            zip?.GetEntry(member)
            ?? throw new DemonstrationException(path, member, "there is no such file in the archive.");
        try
        {
            return ZipMembers.Read(entry, mostBytes);
        }
        catch (PickleException e)
        {
            throw new DemonstrationException(path, "", $"cannot be read: {e.Message}", e);
        }
    }
}
