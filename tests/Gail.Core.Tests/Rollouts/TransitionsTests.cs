using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

public sealed class TransitionsTests
{
    /// <summary>Two segments, of two rows and of one: the first terminated, the second cut off.</summary>
    private static readonly Rollout Rollout = RolloutSamples.Of(
        new Segment(0, 2, Terminated: true, Truncated: false),
        new Segment(2, 1, Terminated: false, Truncated: true)
    ) with
    {
        Observations = NdArray.Matrix<float>(3, 1, [1, 2, 7]),
        FinalObservations = NdArray.Matrix<float>(2, 1, [3, 8]),
        Actions = NdArray.Matrix<float>(3, 1, [-1, -2, -3]),
        Steps = NdArray.Vector<long>([0, 1, 0]),
        EnvironmentRewards = NdArray.Vector<double>([10, 20, 30]),
    };

    [Fact]
    public void What_follows_is_the_next_row_and_at_the_end_of_a_segment_its_final_observation()
    {
        var transitions = Transitions.Of(
            Rollout,
            TransitionColumns.NextObservations | TransitionColumns.Terminated | TransitionColumns.Truncated
        );

        Assert.Equal([2f, 3f, 8f], transitions.NextObservations!.Span.ToArray());
        Assert.Equal([0f, 1f, 0f], transitions.Terminated!.Span.ToArray());
        Assert.Equal([0f, 0f, 1f], transitions.Truncated!.Span.ToArray());
    }

    [Fact]
    public void Only_what_is_asked_for_is_there()
    {
        Assert.Equal(TransitionColumns.Actions, Transitions.Of(Rollout).Columns);
        Assert.Equal(TransitionColumns.None, Transitions.Of(Rollout, TransitionColumns.None).Columns);
        Assert.Null(Transitions.Of(Rollout).EnvironmentRewards);
        var all = Transitions.Of(Rollout, TransitionColumns.Steps | TransitionColumns.EnvironmentRewards);
        Assert.Equal(TransitionColumns.Steps | TransitionColumns.EnvironmentRewards, all.Columns);
        Assert.Equal([10.0, 20, 30], all.EnvironmentRewards!.Span.ToArray());
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var pairs = Transitions.Of(Rollout);
        pairs.Require(TransitionColumns.Actions);

        var refused = Assert.Throws<ArgumentException>(() =>
            pairs.Require(TransitionColumns.Actions | TransitionColumns.NextObservations | TransitionColumns.Truncated)
        );

        Assert.Equal("The transitions hold no next observations, truncated.", refused.Message);
        Assert.Throws<ArgumentException>(() => Transitions.None(1).RequiredActions);
    }

    [Fact]
    public void Rows_are_gathered_with_all_their_columns()
    {
        var gathered = Transitions
            .Of(Rollout, TransitionColumns.Actions | TransitionColumns.NextObservations | TransitionColumns.Steps)
            .Gather([2, 0]);

        Assert.Equal([7f, 1f], gathered.Observations.Span.ToArray());
        Assert.Equal([-3f, -1f], gathered.RequiredActions.Span.ToArray());
        Assert.Equal([8f, 2f], gathered.NextObservations!.Span.ToArray());
        Assert.Equal([0L, 0L], gathered.Steps!.Span.ToArray());
        Assert.Null(gathered.Weights);
    }
}
