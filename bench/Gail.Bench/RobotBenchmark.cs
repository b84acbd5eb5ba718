using BenchmarkDotNet.Attributes;
using Gail.Bench.Reporting;
using Gail.Environments;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.MuJoCo.Native;
using Gail.Numerics;

namespace Gail.Bench;

/// <summary>
/// What the environment layer costs on top of the engine: the same steps of the same robots, from the same states with
/// the same random actions, once through <see cref="EnvironmentBatch"/> and once as a bare loop of the engine's own
/// mj_step. Figures are per environment step. The robots have lain about for a while, so that there is contact.
/// </summary>
public class RobotBenchmark
{
    /// <summary>
    /// How many side by side: about as many as preset paper's 50. With 16, two threads wait for the last lane of a step up
    /// to a tenth of the time.
    /// </summary>
    internal const int Lanes = 64;

    private const int Steps = 10;
    private const int StepsBefore = 50;
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private readonly NdArray<float>[] _actions = new NdArray<float>[Steps];
    private readonly Executor[] _executors = [new(threads: 1), new(threads: 2)];
    private IEnvironment _environment = null!;
    private EnvironmentBatch _start = null!;
    private EngineModel _model = null!;
    private EngineData _data = null!;
    private int _frameSkip;

    /// <summary>None of them ends an episode early: that would make the two loops differ.</summary>
    public static IEnumerable<string> Robots =>
        ["HopperFixedHorizon-v4", "Walker2dFixedHorizon-v4", "HalfCheetah-v4", "AntFixedHorizon-v4", "Reacher-v4"];

    [ParamsSource(nameof(Robots))]
    public string Robot { get; set; } = "";

    /// <summary>All three of each robot in turns, for the report.</summary>
    internal static IEnumerable<Measurement> InTurns(bool quick) =>
        Robots.SelectMany(robot =>
        {
            var benchmark = new RobotBenchmark { Robot = robot };
            benchmark.Setup();
            return Alternating.Measure(
                quick,
                Lanes * Steps,
                new Dictionary<string, Action>
                {
                    [$"Robot.Engine/{robot}"] = () => benchmark.Engine(),
                    [$"Robot.Layer/{robot}"] = () => benchmark.Layer(),
                    [$"Robot.LayerOnTwoThreads/{robot}"] = () => benchmark.LayerOnTwoThreads(),
                }
            );
        });

    [GlobalSetup]
    public void Setup()
    {
        _environment = MuJoCoEnvironments.Create(Robot);
        var rules = MuJoCoEnvironments.Options(Robot).Rules();
        _model = EngineModel.Compile(rules.Model.ToXml());
        _data = new EngineData(_model);
        _frameSkip = rules.Options.FrameSkip;
        var width = _environment.Spec.Action.Width;
        for (var t = 0; t < Steps; t++)
        {
            var actions = new float[Lanes * width];
            for (var i = 0; i < actions.Length; i++)
            {
                actions[i] = (float)((2 * _key.Uniform((ulong)((t * actions.Length) + i))) - 1);
            }
            _actions[t] = NdArray.Matrix<float>(Lanes, width, actions);
        }
        _start = EnvironmentBatch.Reset(_environment, Lanes, _key);
        // Reacher's episodes are shorter; from its reset it is as good as from anywhere.
        for (var t = 0; t < StepsBefore && _environment.Spec.StepLimit > StepsBefore; t++)
        {
            _start = _start.Step(_executors[0], _environment, _actions[t % Steps], _key).Next;
        }
    }

    [Benchmark(OperationsPerInvoke = Lanes * Steps)]
    public double Engine()
    {
        var (model, frameSkip) = (_model, _frameSkip);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var state = _start.States.Row(lane)[1..];
            state[..model.PositionCount].CopyTo(_data.Positions);
            state.Slice(model.PositionCount, model.VelocityCount).CopyTo(_data.Velocities);
            state.Slice(model.PositionCount + model.VelocityCount, model.VelocityCount).CopyTo(_data.WarmStart);
            for (var t = 0; t < Steps; t++)
            {
                var action = _actions[t].Row(lane);
                for (var i = 0; i < action.Length; i++)
                {
                    _data.Control[i] = action[i];
                }
                _data.StepBare(frameSkip);
            }
        }
        return _data.Positions[0];
    }

    [Benchmark(OperationsPerInvoke = Lanes * Steps)]
    public EnvironmentBatch Layer() => Run(_executors[0]);

    [Benchmark(OperationsPerInvoke = Lanes * Steps)]
    public EnvironmentBatch LayerOnTwoThreads() => Run(_executors[1]);

    private EnvironmentBatch Run(Executor executor)
    {
        var batch = _start;
        for (var t = 0; t < Steps; t++)
        {
            batch = batch.Step(executor, _environment, _actions[t], _key).Next;
        }
        return batch;
    }
}
