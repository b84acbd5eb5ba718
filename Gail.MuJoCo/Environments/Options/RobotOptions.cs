using System.Collections.Immutable;
using Gail.Environments;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>
/// The specification of a robot's environment: which version, and the numbers that may be changed. Each robot has a
/// record of its own; properties start at the defaults of Gymnasium's constructors, whose names they have, and can
/// also be given in the environment's name (<see cref="MuJoCoEnvironments.Create(string)"/>).
/// </summary>
public abstract record RobotOptions
{
    private protected RobotOptions() { }

    /// <summary>
    /// 5 or 4 for Gymnasium's rules; 1, where there is one, for the rules of the paper's experiments, which are those
    /// of version 4 but for what the robot's options say.
    /// </summary>
    public int Version { get; init; } = 5;

    /// <summary>The number of the engine's time steps in one step of the environment.</summary>
    public abstract int FrameSkip { get; init; }

    /// <summary>
    /// The environment's name: one and the same for equal specifications, with what differs from the version's
    /// defaults, as in "Hopper-v5:ctrlCostWeight=0.01".
    /// </summary>
    public string Id => RobotName.Of(this);

    /// <summary>The environment's public facts; the engine is not needed for them.</summary>
    /// <exception cref="RobotOptionException">An option has a value that it cannot have.</exception>
    public EnvironmentSpec Spec => ValidRules().Spec;

    /// <summary>The options that the environment's name can have, in the order they are written there.</summary>
    public ImmutableArray<RobotOptionInfo> Listing => RobotName.Listing(this);

    internal abstract RobotFamily Family { get; }

    /// <summary>The rules under these options.</summary>
    internal RobotRules ValidRules()
    {
        RobotName.Check(this);
        return Rules();
    }

    /// <summary>The <see cref="Id"/>.</summary>
    public sealed override string ToString() => Id;

    private protected abstract RobotRules Rules();
}
