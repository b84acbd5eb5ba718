using Gail.Rollouts;

namespace Gail.Training;

/// <summary>The settings of a policy trainer beside network and optimiser.</summary>
public sealed record PolicyTrainerOptions
{
    /// <summary>Discount, lambda and the meaning of the time limit.</summary>
    public AdvantageOptions Advantage { get; init; } = new();

    /// <summary>Lambda of the paper's eq. 1: -weight x log p(a|s) is added to the reward, for the advantages only.</summary>
    public double EntropyWeight { get; init; }

    /// <summary>The share of the earlier average that each iteration keeps, see <see cref="ParameterAverage"/>.</summary>
    public double PolicyAverage { get; init; }

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public PolicyTrainerOptions With(
        AdvantageOptions? advantage = null,
        double? entropyWeight = null,
        double? policyAverage = null
    ) =>
        this with
        {
            Advantage = advantage ?? Advantage,
            EntropyWeight = entropyWeight ?? EntropyWeight,
            PolicyAverage = policyAverage ?? PolicyAverage,
        };
}
