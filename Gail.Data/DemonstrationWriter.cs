using System.Buffers;
using System.Text.Json;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>Writes demonstrations in the project's own layout, which NumPy reads without pickle.</summary>
/// <remarks>
/// <para>An .npz archive, stored without compression, of these arrays (T steps, E episodes):</para>
/// <list type="table">
/// <item><term>gail_version</term><description>int64 [], 1.</description></item>
/// <item><term>observations</term><description>float32 [T, obs], before each action.</description></item>
/// <item>
/// <term>actions</term>
/// <description>float32 [T, width] when continuous; int64 [T, width] when discrete.</description>
/// </item>
/// <item><term>rewards</term><description>float64 [T], if known.</description></item>
/// <item><term>steps</term><description>int64 [T], the number of each row's step in its episode.</description></item>
/// <item><term>episode_starts</term><description>int64 [E], the row at which each episode begins.</description></item>
/// <item>
/// <term>final_observations</term>
/// <description>float32 [E, obs], after the last step of each episode, if known.</description>
/// </item>
/// <item>
/// <term>terminated</term>
/// <description>bool [E], whether the task itself ended the episode; a time limit did not. If known.</description>
/// </item>
/// <item>
/// <term>ended</term>
/// <description>bool [E], whether the episode ran to its end by either. If known.</description>
/// </item>
/// <item>
/// <term>metadata</term>
/// <description>
/// uint8 [n], UTF-8 JSON: <c>environment</c> (text), <c>action_count</c> (number), <c>subsampled</c> (true or false);
/// each may be absent, further keys are ignored.
/// </description>
/// </item>
/// </list>
/// <para>Equal demonstrations give equal bytes: the archive holds no time, path or machine.</para>
/// </remarks>
public static class DemonstrationWriter
{
    internal const long Version = 1;

    /// <summary>Writes a file whole or not at all; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <exception cref="DemonstrationException">The file cannot be written.</exception>
    public static void Write(string path, Demonstrations demonstrations)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(demonstrations);
        try
        {
            AtomicFile.Write(path, stream => NpzWriter.Write(stream, Entries(demonstrations)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be written: {e.Message}", e);
        }
    }

    private static IEnumerable<NpyEntry> Entries(Demonstrations demonstrations)
    {
        yield return NpyEntry.Of("gail_version", NdArray.Scalar(Version));
        yield return NpyEntry.Of("observations", demonstrations.Observations);
        yield return NpyEntry.Of(
            "actions",
            demonstrations.ActionsAreDiscrete ? AsIntegers(demonstrations.Actions) : demonstrations.Actions
        );
        if (demonstrations.Rewards is { } rewards)
        {
            yield return NpyEntry.Of("rewards", rewards);
        }
        yield return NpyEntry.Of("steps", demonstrations.Steps);
        yield return NpyEntry.Of(
            "episode_starts",
            NdArray.Vector<long>([.. demonstrations.EpisodeStarts.Select(start => (long)start)])
        );
        if (demonstrations.FinalObservations is { } final)
        {
            yield return NpyEntry.Of("final_observations", final);
        }
        if (demonstrations.Terminated is { } terminated)
        {
            yield return NpyEntry.Of("terminated", terminated);
        }
        if (demonstrations.Ended is { } ended)
        {
            yield return NpyEntry.Of("ended", ended);
        }
        yield return NpyEntry.OfBytes("metadata", Metadata(demonstrations));
    }

    private static NdArray<long> AsIntegers(NdArray<float> actions)
    {
        var integers = new long[actions.Length];
        for (var i = 0; i < integers.Length; i++)
        {
            integers[i] = (long)actions[i];
        }
        return NdArray.Vector<long>(integers).Reshape(actions.Shape);
    }

    private static byte[] Metadata(Demonstrations demonstrations)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (demonstrations.Source.EnvironmentId.Length > 0)
            {
                json.WriteString("environment", demonstrations.Source.EnvironmentId);
            }
            if (demonstrations.ActionCount is { } count)
            {
                json.WriteNumber("action_count", count);
            }
            json.WriteBoolean("subsampled", demonstrations.IsSubsampled);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
