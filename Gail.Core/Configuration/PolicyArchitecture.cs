using Gail.Environments;
using Gail.Policies;

namespace Gail.Configuration;

/// <summary>The metadata of a policy file, besides its arrays.</summary>
/// <param name="Environment">The id of the environment it was trained for; empty when unknown.</param>
/// <param name="ObservationWidth">The columns of an observation.</param>
/// <param name="Action">The action space.</param>
/// <param name="Options">Layers and normalisation.</param>
public sealed record PolicyArchitecture(
    string Environment,
    int ObservationWidth,
    ActionSpace Action,
    PolicyOptions Options
)
{
    /// <summary>The network described.</summary>
    /// <exception cref="ArgumentException">The description lacks something or holds an impossible number.</exception>
    public PolicyNetwork ToNetwork()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ObservationWidth, 1);
        return IsComplete(Action)
            ? new PolicyNetwork(ObservationWidth, Action, Options)
            : throw new ArgumentException("The action space lacks its bounds, parts or choices.");
    }

    // What JSON leaves out arrives as null or as an array that is none.
    private static bool IsComplete(ActionSpace? space) =>
        space switch
        {
            DiscreteSpace discrete => discrete.Count > 0,
            BoxSpace box => !box.Low.IsDefaultOrEmpty && !box.High.IsDefault && box.Low.Length == box.High.Length,
            ProductSpace product => !product.Parts.IsDefaultOrEmpty && product.Parts.All(IsComplete),
            _ => false,
        };
}
