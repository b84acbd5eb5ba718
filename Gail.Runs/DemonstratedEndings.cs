using System.Collections.Immutable;
using Gail.Configuration;
using Gail.Data;
using Gail.Environments;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Runs;

/// <summary>
/// The endings of demonstrated episodes, to be compared with those of a learner's: a reward that is never negative pays for
/// every further step, one that is never positive for ending early, whatever the demonstrations did.
/// </summary>
/// <remarks>
/// Said is only what is both large and certain: at some length t, the share of episodes that terminated within t steps
/// exceeds the share on the other side that terminated within 2t by <see cref="LeastDifference"/> or more, and Fisher's
/// exact test gives such a table at most the probability <see cref="Level"/>, the number of lengths tried taken into
/// account. Episodes cut before such a length (by a time limit, or where recording stopped) say nothing about it and
/// are left out there; so demonstrations cut at a limit are compared up to it only.
/// </remarks>
public sealed class DemonstratedEndings
{
    /// <summary>The difference of shares below which nothing is said.</summary>
    public const double LeastDifference = 0.5;

    /// <summary>The probability of saying it though both end alike.</summary>
    public const double Level = 0.01;

    private const int Lengths = 8;

    private readonly EnvironmentSpec _environment;
    private readonly TrainingOptions _options;
    private readonly bool _told;

    private DemonstratedEndings(
        EnvironmentSpec environment,
        TrainingOptions options,
        ImmutableArray<EpisodeEnd> episodes,
        bool told
    ) => (_environment, _options, Episodes, _told) = (environment, options, episodes, told);

    /// <summary>The demonstrated episodes; one that neither terminated nor was truncated went on for nobody knows how long.</summary>
    public ImmutableArray<EpisodeEnd> Episodes { get; }

    /// <summary>The endings of demonstrations; null where steps were left out, so that lengths are not known.</summary>
    /// <remarks>
    /// Where the source does not tell termination from a time limit, what ended in less than the longest episode is
    /// taken to have terminated; the longest too, unless most have that length, which then is somebody's limit, or it is
    /// the environment's.
    /// </remarks>
    /// <param name="demonstrations">Whole episodes, before sub-sampling.</param>
    /// <param name="options">The run's options: how many episodes are used, and the form of the reward.</param>
    public static DemonstratedEndings? Of(
        EnvironmentSpec environment,
        Demonstrations demonstrations,
        TrainingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(demonstrations);
        ArgumentNullException.ThrowIfNull(options);
        if (demonstrations.IsSubsampled)
        {
            return null;
        }
        var count = Math.Min(demonstrations.EpisodeCount, options.Demonstrations.Episodes ?? int.MaxValue);
        int[] lengths = [.. demonstrations.EpisodeLengths.Take(count)];
        var longest = lengths.Max();
        var limited = longest >= environment.StepLimit || 2 * lengths.Count(length => length == longest) > count;
        var episodes = ImmutableArray.CreateBuilder<EpisodeEnd>(count);
        for (var i = 0; i < count; i++)
        {
            // Without a word on it, only an episode that another follows is known to be over.
            var over = demonstrations.Ended?[i] ?? (i < demonstrations.EpisodeCount - 1);
            var terminated = demonstrations.Terminated?[i] ?? (over && !(limited && lengths[i] >= longest));
            episodes.Add(new EpisodeEnd(lengths[i], terminated, over && !terminated));
        }
        return new DemonstratedEndings(
            environment,
            options,
            episodes.MoveToImmutable(),
            demonstrations.Terminated is not null
        );
    }

    /// <summary>Says where a learner's episodes end quite otherwise, why, and what to try.</summary>
    /// <param name="learner">The episodes of its last iterations.</param>
    /// <returns>One warning, or none.</returns>
    public ImmutableArray<string> Compare(ImmutableArray<EpisodeEnd> learner) =>
        EarlierEnds.Find(Episodes, learner, _environment, Lengths) is { } goesOn ? [GoesOn(goesOn)]
        : EarlierEnds.Find(learner, Episodes, _environment, Lengths) is { } stops ? [Stops(stops)]
        : [];

    private string GoesOn(EarlierEnds found) =>
        $"The learner's episodes go on where the demonstrated ones ended: of these{(_told ? "" : " (by their lengths; the source does not say how they ended)")}, {found.Earlier} terminated within {found.Length} steps, of the learner's last only {found.Later} within {found.LaterLength}. "
        + Reason(
            RewardForm.NonNegative,
            "every further step is worth something, whatever is done in it",
            RewardForm.NonPositive
        );

    private string Stops(EarlierEnds found) =>
        $"The learner's episodes end where the demonstrated ones went on: of its last, {found.Earlier} terminated within {found.Length} steps, of the demonstrated ones{(_told ? "" : " (by their lengths; the source does not say how they ended)")} only {found.Later} within {found.LaterLength}. "
        + Reason(
            RewardForm.NonPositive,
            "every further step costs and ending early pays, whatever is done",
            RewardForm.NonNegative
        );

    /// <summary>Why, and what to try, by whether the form of the reward favours what happened.</summary>
    private string Reason(RewardForm favouring, string effect, RewardForm opposite)
    {
        var linear = _options.Method is Method.Fem or Method.Gtal;
        if (!linear && _options.Method != Method.Gail)
        {
            return "It has not learned that: train longer, or give more demonstrations.";
        }
        var asked = linear ? _options.Linear.Reward : _options.Discriminator.Reward;
        var form = RewardForms.Resolve(asked, _environment);
        var why =
            asked == RewardForm.Auto
                ? $", chosen since {_environment.Id} declares Termination = {_environment.Termination}"
                : "";
        var flag = linear ? "--set linear.reward=" : "--reward ";
        if (form == favouring)
        {
            return $"Its reward is {Formula(form, linear)}{why}: {effect}. If the demonstrations end as they should, try {flag}{Spoken(opposite)} or {flag}logit.";
        }
        return form == RewardForm.Logit
            ? $"Its reward is {Formula(form, linear)}{why}. Train longer, or try {flag}{Spoken(opposite)}."
            : $"Its reward is {Formula(form, linear)}{why}, which does not favour that, so it has not learned it: train longer, or give more demonstrations.";
    }

    private static string Formula(RewardForm form, bool linear) =>
        form switch
        {
            RewardForm.NonNegative => linear ? "never negative" : "-log(1 - D), never negative",
            RewardForm.NonPositive => linear ? "never positive" : "log D, never positive",
            _ => linear ? "of either sign" : "the logit of D, of either sign",
        };

    private static string Spoken(RewardForm form) => form == RewardForm.NonNegative ? "non-negative" : "non-positive";
}
