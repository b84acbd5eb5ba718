using System.Collections.Immutable;
using Gail.Environments;

namespace Gail.Core.Tests.Environments;

/// <summary>Many actions are checked at once as each alone would be.</summary>
public class ActionChecksTests
{
    public static TheoryData<ActionSpace> Spaces =>
        [
            new DiscreteSpace(3),
            BoxSpace.Uniform(1, -1, 1),
            BoxSpace.Uniform(3, -1, 1),
            new ProductSpace(ImmutableArray.Create<ActionSpace>(new DiscreteSpace(3), BoxSpace.Uniform(2, -1, 1))),
        ];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void The_first_problem_is_found_wherever_it_stands(ActionSpace space)
    {
        float[] wrong = [3, -1, 0.5f, float.NaN, float.PositiveInfinity, -0.0f];
        for (var count = 0; count < 40; count++)
        {
            var actions = Enumerable.Repeat(2f, count * space.Width).ToArray();
            Assert.Equal(-1, space.FirstProblem(actions));
            for (var at = 0; at < actions.Length; at++)
            {
                foreach (var value in wrong)
                {
                    actions[at] = value;
                    var row = actions.AsSpan(at / space.Width * space.Width, space.Width);
                    Assert.Equal(space.Problem(row) is null ? -1 : at / space.Width, space.FirstProblem(actions));
                }
                actions[at] = 2;
            }
        }
    }
}
