using System.Text;

namespace Gail.Data.Formats.Text;

/// <summary>Numbers the episodes of rows that come one after the other, and their steps.</summary>
/// <remarks>
/// Where rows name their episode, it goes on as long as the name stays the same. Where they do not, an episode begins
/// behind a row that ended one and where t goes back to 0; if rows have neither, all are of one episode.
/// </remarks>
internal sealed class EpisodeSplitter(bool hasNames, bool hasSteps)
{
    /// <summary>What a reader should know of rows without names, steps and ends.</summary>
    public const string NoEpisodes =
        "The file does not say where episodes begin, so all rows of one file are taken for one episode.";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private byte[] _name = [];
    private bool _hasEnded;

    /// <summary>The number of the row's episode, from 0; -1 before the first row.</summary>
    public long Episode { get; private set; } = -1;

    /// <summary>Whether the row says that its episode is over.</summary>
    public bool IsOver => _hasEnded;

    /// <summary>The number of the row's step.</summary>
    public long Step { get; private set; }

    /// <summary>Takes the next row.</summary>
    /// <param name="name">The name of its episode in UTF-8, if rows have names.</param>
    /// <param name="step">Its t, if rows have one.</param>
    /// <param name="ended">Whether it says that its episode is over.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Next(ReadOnlySpan<byte> name, long step, bool ended)
    {
        var begins = Episode < 0 || (hasNames ? !name.SequenceEqual(_name) : _hasEnded || (hasSteps && step == 0));
        if (!begins && _hasEnded)
        {
            return $"goes on with episode '{Text(name)}', which the row before says is over; each episode needs a number of its own.";
        }
        if (begins && hasNames)
        {
            _name = name.ToArray();
            if (!_seen.Add(Text(name)))
            {
                return $"comes back to episode '{Text(name)}'; the rows of an episode must follow each other. {TextNames.HowToGroup}";
            }
        }
        if (hasSteps && step < 0)
        {
            return $"is step {step}, expected 0 or more.";
        }
        if (hasSteps && !begins && step <= Step)
        {
            return $"is step {step} after step {Step}; steps must increase within an episode"
                + (hasNames ? ". " : ", and only step 0 begins another one where there is no column 'episode'. ")
                + TextNames.HowToGroup;
        }
        Episode += begins ? 1 : 0;
        Step =
            hasSteps ? step
            : begins ? 0
            : Step + 1;
        _hasEnded = ended;
        return null;
    }

    /// <summary>Takes a row that cannot be read: it is of the present episode, or of the next where that is over.</summary>
    public void Skip()
    {
        var begins = Episode < 0 || _hasEnded;
        Episode += begins ? 1 : 0;
        Step = begins ? 0 : Step + 1;
        _hasEnded = false;
    }

    private static string Text(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
