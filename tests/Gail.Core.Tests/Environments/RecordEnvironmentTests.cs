using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>An environment written with a record behaves as the same one written over a flat vector.</summary>
public class RecordEnvironmentTests
{
    [Fact]
    public void A_record_environment_equals_the_hand_written_one()
    {
        IEnvironment written = new MountainCar();
        IEnvironment adapted = new MountainCarOfRecords();
        var (executor, key) = (new Executor(2), RandomKey.FromSeed(11));
        var (batch1, batch2) = (EnvironmentBatch.Reset(written, 5, key), EnvironmentBatch.Reset(adapted, 5, key));
        for (var i = 0; i < 300; i++)
        {
            var actions = RandomActions.Draw(written.Spec.Action, 5, key.Fold(100 + i));
            var (step1, step2) = (
                batch1.Step(executor, written, actions, key),
                batch2.Step(executor, adapted, actions, key)
            );
            Assert.Equal(step1, step2);
            (batch1, batch2) = (step1.Next, step2.Next);
        }
        Assert.All(batch1.Episodes.Span.ToArray(), episodes => Assert.Equal(2, episodes));
    }

    [Fact]
    public void An_observation_of_the_wrong_width_is_refused()
    {
        IEnvironment env = new MountainCarOfRecords();

        var error = Assert.Throws<InvalidOperationException>(() => env.Observe([-0.5, 0], new float[3]));

        Assert.Equal("MountainCar-v0 observed 2 values, expected 3 as its Spec.Observation has.", error.Message);
    }

    private sealed record Car(double Position, double Velocity);

    private sealed class MountainCarOfRecords : RecordEnvironment<Car>
    {
        public override EnvironmentSpec Spec { get; } = new MountainCar().Spec;

        public override Car Initial(RandomKey key) => new(key.Uniform(0, -0.6, -0.4), 0);

        public override float[] Observe(Car state) => [(float)state.Position, (float)state.Velocity];

        public override Transition<Car> Step(Car state, ReadOnlySpan<float> action, RandomKey key)
        {
            var push = ((action[0] - 1.0) * 0.001) + (Math.Cos(3 * state.Position) * -0.0025);
            var velocity = Math.Clamp(state.Velocity + push, -0.07, 0.07);
            var position = Math.Clamp(state.Position + velocity, -1.2, 0.6);
            var car = new Car(position, position == -1.2 && velocity < 0 ? 0 : velocity);
            return new(car, -1, car is { Position: >= 0.5, Velocity: >= 0 });
        }

        public override void Encode(Car state, Span<double> numbers) =>
            (numbers[0], numbers[1]) = (state.Position, state.Velocity);

        public override Car Decode(ReadOnlySpan<double> numbers) => new(numbers[0], numbers[1]);
    }
}
