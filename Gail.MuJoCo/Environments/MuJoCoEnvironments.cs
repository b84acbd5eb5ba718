using System.Collections.Immutable;
using Gail.Environments;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Environments;

/// <summary>The robots' environments by name.</summary>
/// <remarks>
/// <para>A name carries its options: <c>Hopper-v5:ctrlCostWeight=0.01,frameSkip=2</c>. So wherever a name goes (a run's
/// options, a recorded file, a command line), the whole specification goes. <see cref="EnvironmentSpec.Id"/> has them
/// in one fixed form: in the robot's own order, defaults left out.</para>
/// <para>Versions 4 and 5 follow Gymnasium's rules, version 1 those of the paper's experiments. Names with
/// <c>FixedHorizon</c> stand for <c>terminateWhenUnhealthy=false</c>: every episode then has the same length, so that
/// nothing about the reward can be read off when episodes end (the idea of the "seals" environments). Robots without
/// such a name never end an episode early.</para>
/// </remarks>
public static class MuJoCoEnvironments
{
    private static readonly ImmutableArray<RobotFamily> Robots =
    [
        HopperOptions.Robot,
        Walker2dOptions.Robot,
        HalfCheetahOptions.Robot,
        AntOptions.Robot,
        HumanoidOptions.Robot,
        HumanoidStandupOptions.Robot,
        ReacherOptions.Robot,
        SwimmerOptions.Robot,
        InvertedPendulumOptions.Robot,
        InvertedDoublePendulumOptions.Robot,
    ];

    private static readonly ImmutableArray<(string Name, RobotOptions Options)> Known =
    [
        .. Robots.SelectMany(RobotName.Listed),
    ];

    /// <summary>The names without options, those of one robot together.</summary>
    public static ImmutableArray<string> All { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>The specification that a name stands for; the engine is not needed for it.</summary>
    /// <param name="id">One of <see cref="All"/>, in its exact spelling, alone or followed by options.</param>
    /// <exception cref="UnknownEnvironmentException">There is none of that name; the message has the nearest.</exception>
    /// <exception cref="RobotOptionException">An option is unknown or has a value that it cannot have.</exception>
    public static RobotOptions Options(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var colon = id.IndexOf(':');
        var name = colon < 0 ? id : id[..colon];
        var known = Known.FirstOrDefault(known => known.Name == name).Options;
        if (known is null)
        {
            throw new UnknownEnvironmentException(name, All);
        }
        return colon < 0 ? known : RobotName.Read(known, id[(colon + 1)..]);
    }

    /// <summary>Makes an environment by name.</summary>
    /// <remarks>
    /// An error inside the engine while it steps (its scratch memory is full, a defect) says what it is on standard
    /// error and ends the process with exit code 1: the engine must not go on after one, and no exception can pass
    /// through its frames. The environments here are not known to raise any.
    /// </remarks>
    /// <param name="id">One of <see cref="All"/>, alone or followed by options.</param>
    /// <exception cref="UnknownEnvironmentException">There is none of that name; the message has the nearest.</exception>
    /// <exception cref="RobotOptionException">An option is unknown or has a value that it cannot have.</exception>
    /// <exception cref="EngineException">
    /// The engine is missing or not the one the binding knows; the message says what to install.
    /// </exception>
    public static IEnvironment Create(string id) => Create(Options(id));

    /// <summary>Makes an environment of a specification, as in <c>new HopperOptions { CtrlCostWeight = 0.01 }</c>.</summary>
    /// <remarks>As in <see cref="Create(string)"/>, an error inside the engine ends the process.</remarks>
    /// <param name="options">The robot's options.</param>
    /// <exception cref="EngineException">
    /// The engine is missing or not the one the binding knows; the message says what to install.
    /// </exception>
    public static IEnvironment Create(RobotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RobotEnvironment(options.Rules());
    }
}
