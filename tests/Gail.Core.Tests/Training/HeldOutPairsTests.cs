using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>What behaviour cloning holds out: nothing where nothing uses it, and never all that shows a choice.</summary>
public sealed class HeldOutPairsTests
{
    private static readonly Executor Executor = new(threads: 1);

    public static TheoryData<string, int> Examples =>
        new()
        {
            { "fast", 1 },
            { "fast", 10 },
            { "paper", 1 },
            { "paper", 10 },
        };

    /// <summary>Two binary digits and the number they write: four examples, all of them needed.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void Four_examples_are_learned(string preset, int copies)
    {
        float[] digits = [0, 0, 0, 1, 1, 0, 1, 1];
        var expert = new Transitions(
            NdArray.Matrix<float>(4 * copies, 2, [.. Enumerable.Repeat(digits, copies).SelectMany(all => all)]),
            NdArray.Matrix<float>(4 * copies, 1, [.. Enumerable.Range(0, 4 * copies).Select(i => (float)(i % 4))])
        );
        var spec = new CartPole().Spec with
        {
            Observation = ObservationSpace.Unbounded(2),
            Action = new DiscreteSpace(4),
        };
        var trainer = Trainers.BehaviorCloning(spec, expert, Presets.Create(preset, spec, Method.BehaviorCloning));
        for (var seed = 0; seed < 5; seed++)
        {
            var state = trainer.Init(seed);
            for (var iteration = 0; iteration < 3; iteration++)
            {
                state = trainer.Step(Executor, state).State;
            }
            var policy = trainer.Publish(state);
            Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(i => policy.Act(digits.AsSpan(2 * i, 2))[0]));
        }
    }

    [Theory]
    [InlineData("fast", CloningSnapshot.Last, 0.0, 20)]
    [InlineData("fast", CloningSnapshot.BestValidation, 0.0, 14)]
    [InlineData("fast", CloningSnapshot.Last, 0.5, 10)]
    [InlineData("paper", CloningSnapshot.BestValidation, 0.7, 14)]
    public void As_many_are_trained_on_as_the_snapshot_leaves(
        string preset,
        CloningSnapshot snapshot,
        double fraction,
        int trained
    )
    {
        var spec = new Pendulum().Spec;
        var options = Presets.Create(preset, spec, Method.BehaviorCloning);
        Assert.Equal(preset == "paper" ? 0.7 : 0, options.Cloning.TrainFraction);
        options = options with { Cloning = options.Cloning with { Snapshot = snapshot, TrainFraction = fraction } };
        var expert = new Transitions(NdArray.Zeros<float>(new Shape(20, 3)), NdArray.Zeros<float>(new Shape(20, 1)));
        var trainer = new BehaviorCloning(new PolicyNetwork(3, spec.Action, options.Policy), expert, options.Cloning);
        var metrics = trainer.Step(Executor, trainer.Init(1)).Metrics;
        var heldOut = metrics.Single(metric => metric.Name == "validation_loss").Value;
        Assert.Equal(trained == 20, double.IsNaN(heldOut));
        Assert.Equal(trained, (int)(20 * options.Cloning.TrainShare));
    }

    [Fact]
    public void The_first_pair_of_a_choice_that_none_trained_shows_is_trained_too()
    {
        var space = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]);
        var actions = NdArray.Matrix<float>(6, 2, [0, 5, 0, 6, 2, 7, 1, 8, 2, 9, 1, 0]);
        int[] order = [5, 3, 0, 4, 1, 2];

        var trained = HeldOutPairs.KeepChoices(space, space.EncodeRows(actions), order, trained: 2);

        // Rows 5 and 3 show choice 1; row 0 is the first that shows 0, row 4 the first that shows 2.
        Assert.Equal(4, trained);
        Assert.Equal([5, 3, 0, 4, 1, 2], order);

        order = [5, 0, 3, 1, 4, 2];
        Assert.Equal(3, HeldOutPairs.KeepChoices(space, space.EncodeRows(actions), order, trained: 2));
        Assert.Equal([5, 0, 4, 3, 1, 2], order);
    }

    [Fact]
    public void Continuous_actions_have_no_choices()
    {
        var space = BoxSpace.Uniform(1, -1, 1);
        int[] order = [2, 0, 1];
        Assert.Equal(1, HeldOutPairs.KeepChoices(space, NdArray.Matrix<float>(3, 1, [1, 2, 3]), order, trained: 1));
        Assert.Equal([2, 0, 1], order);
    }
}
