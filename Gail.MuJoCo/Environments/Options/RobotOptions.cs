using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gail.Environments;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>
/// The specification of a robot's environment: which version, and the numbers that may be changed. Each robot has a
/// record of its own; properties start at the defaults of Gymnasium's constructors, whose names they have, and can
/// also be given in the environment's name (<see cref="MuJoCoEnvironments.Create(string)"/>). A property that is given
/// what it cannot have raises a <see cref="RobotOptionException"/>.
/// </summary>
public abstract record RobotOptions
{
    private protected RobotOptions() { }

    /// <summary>
    /// 5 or 4 for Gymnasium's rules; 1, where there is one, for the rules of the paper's experiments, which are those
    /// of version 4 but for what the robot's options say.
    /// </summary>
    /// <exception cref="RobotOptionException">The robot has no such version.</exception>
    public int Version
    {
        get;
        init =>
            field = Family.Versions.Contains(value)
                ? value
                : throw new RobotOptionException(
                    $"{Family.Name} has no version {value}, expected {string.Join(", ", Family.Versions)}."
                );
    } = 5;

    /// <summary>The number of the engine's time steps in one step of the environment.</summary>
    public abstract int FrameSkip { get; init; }

    /// <summary>
    /// The environment's name: one and the same for equal specifications, with what differs from the version's
    /// defaults, as in "Hopper-v5:ctrlCostWeight=0.01".
    /// </summary>
    public string Id => RobotName.Of(this);

    /// <summary>The environment's public facts; the engine is not needed for them.</summary>
    public EnvironmentSpec Spec => Rules().Spec;

    /// <summary>The options that the environment's name can have, in the order they are written there.</summary>
    public ImmutableArray<RobotOptionInfo> Listing => RobotName.Listing(this);

    internal abstract RobotFamily Family { get; }

    /// <summary>The <see cref="Id"/>.</summary>
    public sealed override string ToString() => Id;

    /// <summary>The rules under these options.</summary>
    internal abstract RobotRules Rules();

    /// <summary>A value, if the option can have it.</summary>
    /// <exception cref="RobotOptionException">It cannot.</exception>
    private protected T Checked<T>(OptionKind<T> kind, T value, [CallerMemberName] string property = "")
        where T : struct =>
        kind.Holds(value)
            ? value
            : throw new RobotOptionException(
                $"{GetType().Name}.{property} is {kind.Write(value)}, expected {kind.Expected}."
            );
}
