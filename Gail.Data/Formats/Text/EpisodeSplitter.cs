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
        var problem = Problem(name, step, begins);
        // What comes back, or goes on behind an end, is no part of the episode before.
        begins |= _hasEnded;
        Begin(begins, name);
        Step =
            hasSteps && problem is null ? step
            : begins ? 0
            : Step + 1;
        _hasEnded = ended;
        return problem;
    }

    /// <summary>Takes a row that cannot be read: of the episode that it names, else of the present one, or the next.</summary>
    /// <param name="name">The name of its episode in UTF-8, if that can be read.</param>
    public void Skip(ReadOnlySpan<byte> name)
    {
        var begins = Episode < 0 || (hasNames && !name.IsEmpty ? !name.SequenceEqual(_name) : _hasEnded);
        Begin(begins, name.IsEmpty ? _name : name);
        Step = begins ? 0 : Step + 1;
        _hasEnded = false;
    }

    private void Begin(bool begins, ReadOnlySpan<byte> name)
    {
        if (!begins)
        {
            return;
        }
        Episode++;
        if (hasNames)
        {
            _name = name.ToArray();
            _seen.Add(Text(name));
        }
    }

    /// <summary>What is wrong with a row, or null.</summary>
    private string? Problem(ReadOnlySpan<byte> name, long step, bool begins)
    {
        if (!begins && _hasEnded)
        {
            return $"goes on with episode '{Text(name)}', which the row before says is over; each episode needs a number of its own.";
        }
        if (begins && hasNames && _seen.Contains(Text(name)))
        {
            return $"comes back to episode '{Text(name)}'; the rows of an episode must follow each other. {TextNames.HowToGroup}";
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
        return null;
    }

    private static string Text(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
