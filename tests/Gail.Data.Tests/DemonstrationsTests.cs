using Gail.Configuration;
using Gail.Data.Columns;
using Gail.Data.Tests.Support;
using Gail.Environments;
using Gail.Numerics;
using Gail.Runs;

namespace Gail.Data.Tests;

public class DemonstrationsTests
{
    // Three episodes of 5, 3 and 4 steps; the observation is 100 episode + step.
    private static readonly Demonstrations Example = Make(5, 3, 4);

    private static Demonstrations Make(params int[] lengths)
    {
        var values = lengths.SelectMany((length, e) => Enumerable.Range(0, length).Select(step => (100f * e) + step));
        float[] observations = [.. values];
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(observations.Length, 1, observations),
                Actions = NdArray.Matrix<float>(observations.Length, 1, [.. observations.Select(o => -o)]),
                Rewards = NdArray.Vector<double>([.. observations.Select(_ => 1.0)]),
                EpisodeStarts = [.. lengths.Select((_, e) => lengths.Take(e).Sum())],
                FinalObservations = NdArray.Matrix<float>(
                    lengths.Length,
                    1,
                    [.. lengths.Select((length, e) => (100f * e) + length)]
                ),
                Ended = NdArray.Vector<bool>([.. lengths.Select(_ => true)]),
            }
        );
    }

    [Fact]
    public void Takes_the_first_episodes()
    {
        var taken = Example.TakeEpisodes(2);
        Assert.Equal([5, 3], taken.EpisodeLengths.ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 100, 101, 102], taken.Observations.Span.ToArray());
        Assert.Equal([5f, 103], taken.FinalObservations!.Span.ToArray());
        Assert.True(taken.SameBits(Make(5, 3)));
        Assert.Equal(3, Example.EpisodeCount);
    }

    [Fact]
    public void Takes_random_episodes_in_the_order_of_the_source()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 50; seed++)
        {
            var taken = Example.TakeEpisodes(2, RandomKey.FromSeed(seed));
            Assert.Equal(2, taken.EpisodeCount);
            var first = taken.Observations[0];
            var second = taken.Observations[taken.EpisodeStarts[1]];
            Assert.True(first < second);
            seen.Add($"{first} {second}");
        }
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Selects_episodes_by_number()
    {
        var selected = Example.SelectEpisodes([2, 1, 2]);
        Assert.Equal([4, 3, 4], selected.EpisodeLengths.ToArray());
        Assert.Equal(200f, selected.Observations[0]);
        Assert.Equal([204f, 103, 204], selected.FinalObservations!.Span.ToArray());
        Assert.Throws<DemonstrationException>(() => Example.SelectEpisodes([3]));
        Assert.Throws<ArgumentException>(() => Example.SelectEpisodes([]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void Keeps_every_kth_step_from_a_random_start(int k)
    {
        var starts = new HashSet<long>();
        for (var seed = 0; seed < 60; seed++)
        {
            var kept = Example.KeepEvery(k, RandomKey.FromSeed(seed));
            Assert.True(kept.IsSubsampled);
            Assert.Null(kept.FinalObservations);
            Assert.Null(kept.EpisodeReturns);
            Assert.Equal(3, kept.EpisodeCount);
            for (var e = 0; e < 3; e++)
            {
                var first = kept.Steps[kept.EpisodeStarts[e]];
                Assert.InRange(first, 0, Math.Min(k, Example.EpisodeLength(e)) - 1);
                var expected = Enumerable
                    .Range(0, Example.EpisodeLength(e))
                    .Where(step => step >= first && (step - first) % k == 0);
                var rows = Enumerable.Range(kept.EpisodeStarts[e], kept.EpisodeLength(e)).ToList();
                Assert.Equal(expected, rows.Select(row => (int)kept.Steps[row]));
                Assert.All(rows, row => Assert.Equal((100f * e) + kept.Steps[row], kept.Observations[row]));
            }
            starts.Add(kept.Steps[0]);
        }
        Assert.Equal(Math.Min(k, 5), starts.Count);
    }

    [Fact]
    public void Keeping_every_step_changes_nothing() =>
        Assert.True(Example.SameBits(Example.KeepEvery(1, RandomKey.FromSeed(1))));

    [Fact]
    public void Keeping_depends_on_the_key_alone()
    {
        var first = Example.KeepEvery(2, RandomKey.FromSeed(4));
        Assert.True(first.SameBits(Example.KeepEvery(2, RandomKey.FromSeed(4))));
        // Each episode has a key of its own: what follows does not change what came before.
        Assert.True(first.TakeEpisodes(2).SameBits(Example.TakeEpisodes(2).KeepEvery(2, RandomKey.FromSeed(4))));
    }

    [Fact]
    public void Cutting_takes_the_first_episodes_and_starts_where_the_seeds_say()
    {
        var options = new TrainingOptions
        {
            Environment = "",
            Seed = 5,
            Demonstrations = new DemonstrationOptions { Episodes = 2, Every = 2 },
        };
        var whole = Example.TakeEpisodes(2);

        Assert.True(whole.KeepEvery(2, RunKeys.Subsampling(5)).SameBits(Example.Subsample(options)));
        foreach (var seed in (long[])[0, 5])
        {
            // The same steps whatever the run's seed.
            var started = options with
            {
                Seed = seed,
                Demonstrations = options.Demonstrations.With(startSeed: 7),
            };
            Assert.True(whole.KeepEvery(2, RunKeys.Subsampling(7)).SameBits(Example.Subsample(started)));
        }
        Assert.Same(Example, Example.Subsample(new TrainingOptions { Environment = "" }));
    }

    [Fact]
    public void Concat_undoes_select()
    {
        var joined = Example.SelectEpisodes([0]).Concat(Example.SelectEpisodes([1, 2]));
        Assert.True(joined.SameBits(Example));
    }

    [Fact]
    public void Concat_keeps_only_what_both_have()
    {
        var joined = Example.Concat(Example.KeepEvery(2, RandomKey.FromSeed(1)));
        Assert.True(joined.IsSubsampled);
        Assert.Null(joined.FinalObservations);
        Assert.NotNull(joined.Rewards);
        Assert.Equal(6, joined.EpisodeCount);
    }

    [Fact]
    public void Concat_refuses_other_widths_and_kinds()
    {
        var discrete = Make(1).TakeEpisodes(1);
        var wide = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(1, 2, [1, 2]),
                Actions = NdArray.Matrix<float>(1, 1, [0]),
                EpisodeStarts = [0],
            }
        );
        Assert.Contains(
            "observation: is F32 of 2 values but F32 of 1 values",
            Assert.Throws<DemonstrationException>(() => Example.Concat(wide)).Message
        );
        Assert.Contains(
            "discrete",
            Assert.Throws<DemonstrationException>(() => Example.Concat(discrete.AsDiscrete())).Message
        );
    }

    [Fact]
    public void Step_limit_decides_termination()
    {
        var decided = Example.WithTerminationFromStepLimit(5);
        Assert.Equal([false, true, true], decided.Terminated!.Span.ToArray());
        Assert.Null(Example.Terminated);
        Assert.Same(decided, decided.WithTerminationFromStepLimit(4));
        Assert.Throws<DemonstrationException>(() =>
            Example.KeepEvery(2, RandomKey.FromSeed(1)).WithTerminationFromStepLimit(5)
        );
    }

    [Fact]
    public void An_episode_that_was_cut_did_not_terminate()
    {
        using var folder = new TemporaryFolder();
        var demonstrations = DemonstrationReader.Read(folder.Put("i.npz", Npy.Zip(Samples.Imitation())));
        Assert.Equal([true, false], demonstrations.WithTerminationFromStepLimit(9).Terminated!.Span.ToArray());
    }

    [Fact]
    public void Too_few_episodes_or_steps_are_named()
    {
        var episodes = Assert.Throws<DemonstrationException>(() => Example.TakeEpisodes(4));
        Assert.Contains("holds 3 episodes but 4 were asked for", episodes.Message);
        var steps = Assert.Throws<DemonstrationException>(() => Example.RequireSteps(13));
        Assert.Contains("holds 12 steps but 13 are needed", steps.Message);
        Assert.Same(Example, Example.RequireSteps(12).RequireEpisodes(3));
    }

    [Fact]
    public void Text_says_what_it_is() =>
        Assert.Equal(
            "memory: 3 episodes, 12 steps, observations [12, 1], 1 continuous action values",
            Example.ToString()
        );

    private static EnvironmentSpec Spec(int observations, ActionSpace actions) =>
        new()
        {
            Id = "Test-v0",
            Observation = ObservationSpace.Unbounded(observations),
            Action = actions,
            StateWidth = 1,
            StepLimit = 100,
        };

    [Fact]
    public void Suits_an_environment_of_its_widths() =>
        Assert.Same(Example, Example.CheckAgainst(Spec(1, BoxSpace.Uniform(1, -1, 1))));

    [Fact]
    public void Says_why_it_does_not_suit_an_environment()
    {
        var discrete = Make(3).TakeEpisodes(1);
        var choices = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = discrete.Observations,
                Actions = NdArray.Matrix<float>(3, 1, [0, 1, 5]),
                ActionsAreDiscrete = true,
                EpisodeStarts = [0],
            }
        );
        string Problem(Demonstrations demonstrations, EnvironmentSpec spec) =>
            Assert.Throws<DemonstrationException>(() => demonstrations.CheckAgainst(spec)).Message;
        var box = BoxSpace.Uniform(1, -1, 1);
        Assert.Contains("observations: the observation width is 1 but Test-v0 has 3", Problem(Example, Spec(3, box)));
        Assert.Contains(
            "actions: the action width is 1 but Test-v0 has 2",
            Problem(Example, Spec(1, BoxSpace.Uniform(2, -1, 1)))
        );
        Assert.Contains("actions: the actions are discrete", Problem(choices, Spec(1, box)));
        Assert.Contains("actions: the actions are continuous", Problem(Example, Spec(1, new DiscreteSpace(2))));
        Assert.Contains(
            "actions: row 2 (episode 0, step 2) is 5, expected an integer from 0 to 2",
            Problem(choices, Spec(1, new DiscreteSpace(3)))
        );
        Assert.Same(choices, choices.CheckAgainst(Spec(1, new DiscreteSpace(6))));
    }

    [Fact]
    public void Hybrid_actions_are_checked_part_by_part()
    {
        var space = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]);
        Demonstrations With(float choice) =>
            Demonstrations.Create(
                new DemonstrationColumns
                {
                    Observations = NdArray.Matrix<float>(1, 1, [0]),
                    Actions = NdArray.Matrix<float>(1, 2, [choice, 0.5f]),
                    EpisodeStarts = [0],
                }
            );
        With(2).CheckAgainst(Spec(1, space));
        Assert.Throws<DemonstrationException>(() => With(3).CheckAgainst(Spec(1, space)));
    }
}
