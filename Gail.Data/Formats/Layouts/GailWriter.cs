using System.Buffers;
using System.Text.Json;
using Gail.Data.Columns;
using Gail.Data.Files;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>Writes demonstrations in the project's own layout, which NumPy reads without pickle.</summary>
/// <remarks>
/// <para>An .npz archive, stored without compression, of these arrays (T steps, E episodes):</para>
/// <list type="table">
/// <item><term>gail_version</term><description>int64 [], 1.</description></item>
/// <item><term>observations</term><description>float32 [T, obs], before each action.</description></item>
/// <item>
/// <term>actions</term>
/// <description>
/// float32 [T, width] when continuous or of both kinds (action_parts tell the choices); int64 [T, width] when all are
/// choices. If known.
/// </description>
/// </item>
/// <item><term>rewards</term><description>float64 [T], if known.</description></item>
/// <item><term>steps</term><description>int64 [T], the number of each row's step in its episode.</description></item>
/// <item><term>episode_starts</term><description>int64 [E], the row at which each episode begins.</description></item>
/// <item>
/// <term>final_observations</term>
/// <description>float32 [E, obs], after the last step of each episode, if known.</description>
/// </item>
/// <item>
/// <term>next_observations</term>
/// <description>float32 [T, obs], after each action, if it does not follow from the others.</description>
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
/// uint8 [n], UTF-8 JSON: <c>environment</c> (text), <c>action_count</c> (number), <c>subsampled</c> (true or false),
/// <c>observation_parts</c> and <c>action_parts</c> (lists of objects of <c>name</c> and <c>width</c>, where they are choices
/// of <c>choices</c>, the number of alternatives of each, where they are images of <c>shape</c>: what lies side by side in a
/// row); each may be absent, further keys are ignored.
/// </description>
/// </item>
/// </list>
/// <para>Equal demonstrations give equal bytes: the archive holds no time, path or machine.</para>
/// </remarks>
internal static class GailWriter
{
    internal const long Version = 1;

    /// <summary>Writes a file whole or not at all; see <see cref="AtomicFile"/>.</summary>
    public static void Write(string path, Demonstrations demonstrations) =>
        AtomicFile.Write(path, stream => NpzWriter.Write(stream, Entries(demonstrations)));

    private static IEnumerable<NpyEntry> Entries(Demonstrations demonstrations)
    {
        yield return NpyEntry.Of("gail_version", NdArray.Scalar(Version));
        // What each step has, the steps' own numbers last; then where episodes begin, what followed and how they ended.
        var ofSteps = demonstrations.Arrays.Where(one => one.Key is { IsPerEpisode: false, IsObservation: false });
        foreach (var (column, array) in ofSteps.OrderBy(one => one.Key == StandardColumn.Step))
        {
            yield return Entry(column, array, demonstrations.ActionsAreDiscrete);
        }
        yield return NpyEntry.Of(
            "episode_starts",
            NdArray.Vector<long>([.. demonstrations.EpisodeStarts.Select(start => (long)start)])
        );
        foreach (var (column, array) in demonstrations.Arrays.Except(ofSteps))
        {
            yield return Entry(column, array, demonstrations.ActionsAreDiscrete);
        }
        yield return NpyEntry.OfBytes("metadata", Metadata(demonstrations));
    }

    private static NpyEntry Entry(StandardColumn column, NdArray array, bool actionsAreDiscrete) =>
        array switch
        {
            NdArray<float> choices when column == StandardColumn.Action && actionsAreDiscrete => NpyEntry.Of(
                column.Array,
                AsIntegers(choices)
            ),
            NdArray<float> floats => NpyEntry.Of(column.Array, floats),
            NdArray<double> doubles => NpyEntry.Of(column.Array, doubles),
            NdArray<long> integers => NpyEntry.Of(column.Array, integers),
            _ => NpyEntry.Of(column.Array, (NdArray<bool>)array),
        };

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
            DemonstrationMetadata.Of(demonstrations).Write(json);
        }
        return buffer.WrittenSpan.ToArray();
    }
}
