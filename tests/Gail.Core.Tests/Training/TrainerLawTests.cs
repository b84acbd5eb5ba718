using Gail.Core.Tests.Training.Support;
using Gail.Execution;
using Gail.Numerics;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>A step is a pure function of the state: the same bits from any executor, and nothing is changed.</summary>
public sealed class TrainerLawTests
{
    public static TheoryData<string> Names => TrainerTable.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_leaves_the_state_as_it_was_and_can_be_repeated(string name)
    {
        var trainer = TrainerTable.Make(name);
        var executor = new Executor(threads: 2);
        var state = trainer.Step(executor, trainer.Init(3)).State;
        var before = state.ToTree().Leaves.Select(leaf => (leaf.Path, leaf.Value.Bytes.ToArray())).ToList();

        var first = trainer.Step(executor, state);
        var second = trainer.Step(executor, state);

        Assert.Equal(before, state.ToTree().Leaves.Select(leaf => (leaf.Path, leaf.Value.Bytes.ToArray())));
        AssertSame(first, second);
        Assert.NotEqual(state.ToTree(), first.State.ToTree());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_the_number_of_threads(string name)
    {
        var alone = Run(name, new Executor(threads: 1));
        foreach (var threads in (int[])[2, 3, 7])
        {
            var other = Run(name, new Executor(threads));
            for (var i = 0; i < alone.Count; i++)
            {
                AssertSame(alone[i], other[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_written_down_and_read_back_continues_the_same(string name)
    {
        var trainer = TrainerTable.Make(name);
        var executor = new Executor(threads: 1);
        var state = trainer.Step(executor, trainer.Init(3)).State;

        var expected = trainer.Step(executor, state);
        // Another trainer, as another process has it.
        var actual = TrainerTable.Make(name).Step(executor, TrainState.FromTree(state.ToTree()));

        AssertSame(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Seeds_and_iterations_differ_and_metrics_keep_their_names(string name)
    {
        var trainer = TrainerTable.Make(name);
        var steps = Run(name, new Executor(threads: 1));

        Assert.Equal(trainer.Init(3).ToTree(), trainer.Init(3).ToTree());
        Assert.NotEqual(trainer.Init(3).Key, trainer.Init(4).Key);
        Assert.Equal([1, 2, 3], steps.Select(step => step.State.Iteration));
        Assert.All(
            steps,
            (step, i) =>
            {
                Assert.Equal(
                    steps[0].Metrics.Select(metric => metric.Name),
                    step.Metrics.Select(metric => metric.Name)
                );
                Assert.Equal(new Metric("iteration", i + 1), step.Metrics[0]);
                Assert.Equal(new Metric("environment_steps", step.State.EnvironmentSteps), step.Metrics[1]);
            }
        );
        Assert.NotEqual(
            steps[1].State.Policy.Child("parameters"),
            trainer.Step(new Executor(1), trainer.Init(4)).State.Policy.Child("parameters")
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_step_throws_and_leaves_the_state(string name)
    {
        var trainer = TrainerTable.Make(name);
        var state = trainer.Init(3);
        var before = state.ToTree();
        var cancelled = new Executor(threads: 2, new CancellationToken(canceled: true));

        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Step(cancelled, state));

        Assert.Equal(before, state.ToTree());
    }

    [Theory]
    [InlineData("gail")]
    [InlineData("gail, fragments")]
    [InlineData("expert")]
    public void A_step_cancelled_under_way_can_be_taken_again(string name)
    {
        using var cancellation = new CancellationTokenSource();
        var calls = 0;
        var interrupted = TrainerTable.Make(
            name,
            environment => new ChangedReward(
                environment,
                reward =>
                {
                    if (Interlocked.Increment(ref calls) == 100)
                    {
                        cancellation.Cancel();
                    }
                    return 1;
                }
            )
        );
        var undisturbed = TrainerTable.Make(name, environment => new ChangedReward(environment, _ => 1));
        var state = interrupted.Init(3);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            interrupted.Step(new Executor(threads: 2, cancellation.Token), state)
        );

        AssertSame(
            undisturbed.Step(new Executor(threads: 1), undisturbed.Init(3)),
            interrupted.Step(new Executor(threads: 2), state)
        );
    }

    private static List<TrainStep> Run(string name, Executor executor)
    {
        var trainer = TrainerTable.Make(name);
        var steps = new List<TrainStep>();
        var state = trainer.Init(3);
        for (var i = 0; i < 3; i++)
        {
            steps.Add(trainer.Step(executor, state));
            state = steps[^1].State;
        }
        return steps;
    }

    private static void AssertSame(TrainStep expected, TrainStep actual)
    {
        Assert.Equal(expected.Metrics.AsEnumerable(), actual.Metrics);
        Assert.Equal(expected.State.ToTree(), actual.State.ToTree());
    }
}
