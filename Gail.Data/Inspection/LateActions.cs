using Gail.Data.Columns;
using Gail.Data.Formats.Unity;
using Gail.Numerics;

namespace Gail.Data.Inspection;

/// <summary>
/// Finds actions recorded one record late. Unity ML-Agents' recorder writes each record before the agent decides: the
/// first of an episode then holds the action of an agent that has not acted yet, which is all zeros.
/// </summary>
internal static class LateActions
{
    private const int FewestEpisodes = 3;
    private const double Unlikely = 0.05;

    /// <summary>A sentence if so it seems.</summary>
    /// <param name="columns">What was read.</param>
    /// <param name="options">How.</param>
    public static IEnumerable<string> Find(DemonstrationColumns columns, DemonstrationFileOptions options)
    {
        var episodes = columns.EpisodeStarts.Length;
        if (
            columns.Source.Format != UnityFormat.FormatName
            || options.UnityActions != UnityActions.OfSameRecord
            || columns.Actions is not { } actions
            || episodes < FewestEpisodes
            || !columns.EpisodeStarts.All(start => IsZero(actions, start))
        )
        {
            yield break;
        }
        var zeros = Enumerable.Range(0, actions.Rows).Count(row => IsZero(actions, row)) - episodes;
        var others = actions.Rows - episodes;
        // Where zeros are common, episodes begin with them by chance.
        if (others > 0 && Math.Pow((double)zeros / others, episodes) < Unlikely)
        {
            yield return $"{columns.Fields.Actions}: the first action of each of the {episodes} episodes is all zeros and others are not, which looks like actions recorded one record late; --unity-actions next takes each from the record after its observation.";
        }
    }

    private static bool IsZero(NdArray<float> actions, int row) => !actions.Row(row).ContainsAnyExcept(0f);
}
