using System.Text;

namespace Gail.Data.Formats.LeRobot;

/// <summary>What this project adds to data sets that it writes: see <see cref="DemonstrationMetadata"/>.</summary>
internal static class LeRobotOwn
{
    private const int GreatestBytes = 1 << 20;

    /// <summary>Reads it; where it is not there, nothing is said.</summary>
    public static DemonstrationMetadata Read(string folder)
    {
        var path = Path.Combine(folder, LeRobotPaths.Own);
        if (!File.Exists(path))
        {
            return new DemonstrationMetadata();
        }
        DemonstrationException Fail(string problem) => new(folder, LeRobotPaths.Own, problem);
        return new FileInfo(path).Length > GreatestBytes
            ? throw Fail($"expected at most {GreatestBytes} bytes.")
            : DemonstrationMetadata.Parse(Encoding.UTF8.GetBytes(InputFile.ReadText(path)), Fail);
    }
}
