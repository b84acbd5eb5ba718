using Gail.Experiments.Paper;

namespace Gail.Experiments.Tests.Paper;

public sealed class PaperSummaryTests
{
    // In the paper GTAL on one trajectory of MountainCar returns -115.48 +- 36.35, GAIL on CartPole 200 +- 0.
    private static readonly PaperCondition Game = new("MountainCar-v0", PaperMethod.Gtal, 1);
    private static readonly PaperCondition Pole = new("CartPole-v0", PaperMethod.Gail, 4);

    [Fact]
    public void Runs_are_averaged_and_the_interval_is_over_runs()
    {
        // Mean -120, sum of squares 200, s^2 = 100, standard error 10 / sqrt(3), t = 4.30265.
        var summary = Summary(Game, -110, -120, -130);

        Assert.Equal(-120, summary.Return.Mean, 1e-9);
        Assert.Equal(-120 - (43.0265 / Math.Sqrt(3)), summary.Return.Low, 1e-3);
        Assert.Equal((-130, -110), (summary.Least, summary.Most));
        Assert.Equal(new PaperNumber(-115.48, 36.35), summary.Paper);
    }

    [Fact]
    public void Verdicts()
    {
        Assert.Equal(PaperVerdict.Better, Summary(Game, -100, -101, -102).Verdict);
        Assert.Equal(PaperVerdict.Equal, Summary(Game, -110, -115, -120).Verdict);
        // Far apart, the runs say little: the paper's mean may be theirs.
        Assert.Equal(PaperVerdict.Equal, Summary(Game, -100, -100, -200).Verdict);
        Assert.Equal(PaperVerdict.WithinSpread, Summary(Game, -140, -141, -142).Verdict);
        Assert.Equal(PaperVerdict.WithinSpread, Summary(Game, -151.83, -151.83).Verdict);
        Assert.Equal(PaperVerdict.Short, Summary(Game, -151.85, -151.85).Verdict);
        Assert.Equal(PaperVerdict.Equal, Summary(Pole, 200, 200, 200).Verdict);
        Assert.Equal(PaperVerdict.Short, Summary(Pole, 199.9, 199.9, 199.9).Verdict);
    }

    [Fact]
    public void There_is_none_without_the_paper_s_number_or_of_one_run()
    {
        Assert.Equal(PaperVerdict.None, Summary(Game with { Method = PaperMethod.Control }, -100, -101).Verdict);
        Assert.Equal(PaperVerdict.None, Summary(Game, -100).Verdict);
    }

    private static PaperSummary Summary(PaperCondition condition, params double[] returns) =>
        new(condition, [.. returns.Select((value, seed) => PaperSamples.Result(condition, seed, value))]);
}
