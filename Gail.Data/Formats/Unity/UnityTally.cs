using Gail.Data.Checks;

namespace Gail.Data.Formats.Unity;

/// <summary>Counts records, steps and episodes while a file is read, and compares them with what its header says.</summary>
/// <param name="claims">The header.</param>
internal sealed class UnityTally(UnityMeta claims)
{
    // Of mean rewards, which are sums in single precision.
    private const double Tolerance = 1e-3;

    private UnityRecord? _last;
    private int _alone;
    private int _changes;
    private double _rewards;

    /// <summary>The episodes that have steps.</summary>
    public int Episodes { get; private set; }

    /// <summary>The steps of the last episode.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the last record begins an episode, so that it is no step of the one before.</summary>
    public bool Begins { get; private set; } = true;

    /// <summary>Takes the next record.</summary>
    public void Add(UnityRecord record)
    {
        var isOther = _last is { } last && last.Agent.Id != record.Agent.Id;
        Begins = _last is null || _last.Agent.Done || isOther;
        if (Begins)
        {
            Close();
            _changes += isOther && _last is { Agent.Done: false } ? 1 : 0;
        }
        else
        {
            Episodes += Steps == 0 ? 1 : 0;
            Steps++;
        }
        _rewards += record.Agent.Reward;
        _last = record;
    }

    /// <summary>What is odd about the whole, once all records were taken.</summary>
    /// <param name="bytesLeft">The bytes behind the records that the header speaks of.</param>
    public IEnumerable<string> Findings(long bytesLeft)
    {
        Close();
        if (_alone > 0)
        {
            yield return $"{_alone} {(_alone == 1 ? "record belongs" : "records belong")} to no step: an episode of a single record has none, since a step ends at the record after it.";
        }
        if (_changes > 0)
        {
            yield return $"{_changes} {(_changes == 1 ? "episode ends" : "episodes end")} where the agent's id changes, without a record that is done, as ML-Agents 0.14.0 recorded; how they ended is not known.";
        }
        if (claims.Records <= 0)
        {
            yield break;
        }
        if (bytesLeft > 0)
        {
            yield return $"The header speaks of {claims.Records} records, but {bytesLeft} bytes follow behind them; they were not read.";
        }
        // The recorder counts one more when it closes, be anything recorded since the last end or not.
        var counted = Episodes + (_last is { Agent.Done: true } ? 1 : 0);
        if (claims.Episodes != Episodes && claims.Episodes != counted)
        {
            yield return $"The header speaks of {claims.Episodes} {(claims.Episodes == 1 ? "episode" : "episodes")}, the records are of {Episodes}.";
        }
        double[] means = [_rewards / Math.Max(1, claims.Episodes), _rewards / Math.Max(1, Episodes)];
        if (means.All(mean => !(Math.Abs(mean - claims.MeanReward) <= Tolerance * Math.Max(1, Math.Abs(mean)))))
        {
            yield return $"The header speaks of a mean reward of {ValueRules.Text(claims.MeanReward)}, that of the records is {means[1]:G6} an episode.";
        }
    }

    /// <summary>Ends an episode; one without steps is a record alone.</summary>
    private void Close()
    {
        _alone += _last is not null && Steps == 0 ? 1 : 0;
        Steps = 0;
    }
}
