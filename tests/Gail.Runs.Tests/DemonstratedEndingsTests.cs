using System.Collections.Immutable;
using Gail.Configuration;
using Gail.Data;
using Gail.Data.Columns;
using Gail.Data.Views.Transforms;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Runs.Tests;

/// <summary>Whether a learner whose episodes end quite otherwise than the demonstrated ones is told of, and no other.</summary>
public sealed class DemonstratedEndingsTests
{
    // Lengths of a policy that always pushes CartPole to the left.
    private static readonly int[] Short = [9, 10, 9, 8, 10, 9, 9, 10, 9, 9, 10, 8, 10, 9, 9, 10, 9, 10, 9, 9];

    private static EnvironmentSpec Environment(string id) => BuiltInEnvironments.Create(id).Spec;

    /// <summary>Columns of episodes of these lengths; flags that are null are not in the source.</summary>
    private static Demonstrations Recorded(int[] lengths, bool[]? terminated = null, bool[]? ended = null) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Zeros<float>(new Shape(lengths.Sum(), 1)),
                Actions = NdArray.Zeros<float>(new Shape(lengths.Sum(), 1)),
                EpisodeStarts = [.. lengths.Select((_, i) => lengths.Take(i).Sum())],
                Terminated = terminated is null ? null : NdArray.Vector<bool>(terminated),
                Ended = ended is null ? null : NdArray.Vector<bool>(ended),
            }
        );

    private static Demonstrations AllTerminated(int[] lengths) =>
        Recorded(lengths, [.. lengths.Select(_ => true)], [.. lengths.Select(_ => true)]);

    private static Demonstrations NoneTerminated(int[] lengths) =>
        Recorded(lengths, [.. lengths.Select(_ => false)], [.. lengths.Select(_ => true)]);

    private static ImmutableArray<EpisodeEnd> Learner(EnvironmentSpec environment, params int[] lengths) =>
        [
            .. lengths.Select(length => new EpisodeEnd(
                length,
                length < environment.StepLimit,
                length >= environment.StepLimit
            )),
        ];

    private static ImmutableArray<string> Warnings(
        string id,
        Demonstrations demonstrations,
        int[] learner,
        RewardForm reward = RewardForm.Auto,
        Method method = Method.Gail
    )
    {
        var environment = Environment(id);
        var options = Presets.Create("fast", environment, method);
        options = options with { Discriminator = options.Discriminator with { Reward = reward } };
        return DemonstratedEndings.Of(environment, demonstrations, options)?.Compare(Learner(environment, learner))
            ?? [];
    }

    private static int[] Repeated(int length, int count = 30) => [.. Enumerable.Repeat(length, count)];

    private static int[] Between(int least, int most, int count = 30) =>
        [.. Enumerable.Range(0, count).Select(i => least + (i * (most - least) / (count - 1)))];

    [Fact]
    public void A_learner_that_balances_where_the_demonstrations_fall_is_told_of_its_reward()
    {
        var warning = Assert.Single(Warnings("CartPole-v1", AllTerminated(Short), Repeated(500)));

        Assert.Contains("20 of 20 terminated within 10 steps, of the learner's last only 0 of 30 within 20", warning);
        Assert.Contains(
            "-log(1 - D), never negative, chosen since CartPole-v1 declares Termination = Failure",
            warning
        );
        Assert.Contains("every further step is worth something", warning);
        Assert.Contains("try --reward non-positive or --reward logit", warning);
    }

    [Fact]
    public void So_where_only_the_lengths_tell_how_they_ended()
    {
        // Stable-Baselines' files: neither flag, and nobody knows of the last episode whether it was over.
        var warning = Assert.Single(Warnings("CartPole-v1", Recorded(Short), Repeated(500)));

        Assert.Contains("by their lengths; the source does not say how they ended", warning);
        Assert.Contains("19 of 19 terminated within 10 steps", warning);
    }

    [Fact]
    public void A_learner_that_falls_at_once_under_a_reward_never_positive_is_told_of_that()
    {
        var warning = Assert.Single(
            Warnings("CartPole-v1", NoneTerminated(Repeated(500, 10)), Between(8, 30), RewardForm.NonPositive)
        );

        Assert.Contains(
            "30 of 30 terminated within 30 steps, of the demonstrated ones only 0 of 10 within 60",
            warning
        );
        Assert.Contains("Its reward is log D, never positive: every further step costs", warning);
        Assert.Contains("try --reward non-negative or --reward logit", warning);
    }

    [Fact]
    public void Where_the_reward_is_not_to_blame_it_has_not_learned_yet()
    {
        // Acrobot's reward is never positive, and yet the goal is never reached.
        var warning = Assert.Single(Warnings("Acrobot-v1", AllTerminated(Between(65, 110, 10)), Repeated(500)));

        Assert.Contains("0 of 30 within", warning);
        Assert.Contains("log D, never positive", warning);
        Assert.Contains("does not favour that, so it has not learned it: train longer", warning);
    }

    [Theory]
    [InlineData(Method.Fem)]
    [InlineData(Method.Gtal)]
    public void Linear_rewards_have_their_own_option(Method method)
    {
        var warning = Assert.Single(Warnings("CartPole-v1", AllTerminated(Short), Repeated(500), method: method));

        Assert.Contains("Its reward is never negative, chosen since", warning);
        Assert.Contains("--set linear.reward=non-positive", warning);
    }

    public static TheoryData<string, string, int[], int[]> Ordinary =>
        new()
        {
            { "experts that never fall", "CartPole-v1", [], Repeated(500) },
            {
                "a learner that falls now and then",
                "CartPole-v1",
                [],
                [.. Repeated(500, 20), .. Between(250, 480, 10)]
            },
            { "every episode lasts to the limit", "Pendulum-v1", [], Repeated(200) },
            { "goals reached", "Acrobot-v1", Between(62, 110, 20), Between(65, 170) },
            { "goals reached", "MountainCar-v0", Between(84, 120, 20), Between(95, 160) },
        };

    /// <summary>No length of a demonstrated episode: ten to the limit.</summary>
    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Ordinary_success_is_not_worth_a_word(string what, string id, int[] demonstrated, int[] learner)
    {
        var limit = Environment(id).StepLimit;
        var lengths = demonstrated.Length == 0 ? Repeated(limit, 10) : demonstrated;
        var told = demonstrated.Length == 0 ? NoneTerminated(lengths) : AllTerminated(lengths);

        Assert.True(Warnings(id, told, learner).IsEmpty, what);
        Assert.True(Warnings(id, Recorded(lengths), learner).IsEmpty, what + ", the source silent on ends");
    }

    [Fact]
    public void Neither_is_a_robot_that_falls_now_and_then_as_its_expert_does()
    {
        var environment = Environment("CartPole-v1") with { Id = "Hopper-v4", StepLimit = 1000 };
        var options = Presets.Create("fast", environment, Method.Gail);
        int[] lengths = [1000, 1000, 1000, 640, 1000, 1000, 880, 1000];
        var demonstrations = Recorded(lengths, [.. lengths.Select(length => length < 1000)], Flags(lengths, true));
        int[] learner = [1000, 1000, 420, 1000, 700, 1000, 930, 1000, 1000, 510, 1000, 1000];

        Assert.Empty(
            DemonstratedEndings.Of(environment, demonstrations, options)!.Compare(Learner(environment, learner))
        );
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public void Demonstrations_cut_before_the_limit_say_nothing_about_what_comes_after(int cut)
    {
        var lengths = Repeated(cut, 20);

        Assert.Empty(Warnings("CartPole-v1", NoneTerminated(lengths), Repeated(500)));
        Assert.Empty(Warnings("CartPole-v1", Recorded(lengths, ended: Flags(lengths, true)), Repeated(500)));
        Assert.Empty(Warnings("CartPole-v1", Recorded(lengths), Repeated(500)));
        Assert.Empty(Warnings("MountainCar-v0", NoneTerminated(Repeated(50, 20)), Between(95, 160)));
    }

    [Fact]
    public void Neither_do_sub_sampled_ones_nor_a_few()
    {
        var sampled = AllTerminated(Short).Transform(view => view.KeepEvery(3, RandomKey.FromSeed(0)));

        Assert.Empty(Warnings("CartPole-v1", sampled, Repeated(500)));
        Assert.Empty(Warnings("CartPole-v1", AllTerminated([9]), Repeated(500)));
        Assert.Empty(Warnings("CartPole-v1", AllTerminated(Short), [500]));
        Assert.Empty(Warnings("CartPole-v1", AllTerminated(Short), []));
    }

    [Fact]
    public void Only_the_episodes_that_are_used_count()
    {
        var environment = Environment("CartPole-v1");
        var options = Presets.Create("fast", environment, Method.Gail);
        var first = options with { Demonstrations = new DemonstrationOptions { Episodes = 5 } };

        Assert.Equal(20, DemonstratedEndings.Of(environment, AllTerminated(Short), options)!.Episodes.Length);
        Assert.Equal(5, DemonstratedEndings.Of(environment, AllTerminated(Short), first)!.Episodes.Length);
    }

    [Fact]
    public void A_long_episode_under_way_is_seen_beside_the_short_ones_that_are_over()
    {
        // Side by side, the first episodes to be over are the short ones.
        var environment = Environment("CartPole-v1");
        var options = Presets.Create("fast", environment, Method.Gail);
        var endings = DemonstratedEndings.Of(environment, NoneTerminated(Repeated(500, 10)), options)!;
        EpisodeEnd[] over = [.. Repeated(20, 10).Select(length => new EpisodeEnd(length, true, false))];
        EpisodeEnd[] running = [.. Repeated(100, 30).Select(length => new EpisodeEnd(length, false, false))];

        Assert.Single(endings.Compare([.. over]));
        Assert.Empty(endings.Compare([.. over, .. running]));
    }

    [Fact]
    public void A_run_gives_its_warnings_with_its_result()
    {
        var environment = new CartPole(version: 1);
        var options = SmallRun.Options(Method.Gail, iterations: 1);
        var trainer = SmallRun.Trainer(options);
        // The demonstrated episodes go on; those of a learner that has learned nothing do not.
        var endings = DemonstratedEndings.Of(environment.Spec, NoneTerminated(Repeated(500, 10)), options);
        RunResult Run(DemonstratedEndings? compared) =>
            TrainingRun.Execute(
                trainer,
                options,
                trainer.Init(options.Seed),
                new Executor(1),
                directory: null,
                _ => { },
                endings: compared
            );

        Assert.Contains("has not learned it", Assert.Single(Run(endings).Warnings));
        Assert.Empty(Run(null).Warnings);
    }

    private static bool[] Flags(int[] lengths, bool value) => [.. lengths.Select(_ => value)];
}
