using Gail.OptionRules;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>The settings of a policy trainer beside network and optimiser.</summary>
[OptionRecord]
public sealed partial record PolicyTrainerOptions
{
    /// <summary>Discount, lambda and the meaning of the time limit.</summary>
    [OptionGroup]
    public partial AdvantageOptions Advantage { get; init; } = new();

    /// <summary>Lambda of the paper's eq. 1: -weight x log p(a|s) is added to the reward, for the advantages only.</summary>
    [Option("weight of the policy's entropy", Range = EntropyBonus.WeightRange)]
    public partial double EntropyWeight { get; init; }

    /// <summary>The share of the earlier average that each iteration keeps, see <see cref="ParameterAverage"/>.</summary>
    [Option("share of the earlier average kept by each iteration", Range = ParameterAverage.ShareRange)]
    public partial double PolicyAverage { get; init; }
}
