using System.Collections.Immutable;

namespace Gail.Environments;

/// <summary>The environments of this library by name.</summary>
public static class BuiltInEnvironments
{
    private static readonly ImmutableArray<(string Id, Func<IEnvironment> Make)> Makers =
    [
        ("CartPole-v0", () => new CartPole(version: 0)),
        ("CartPole-v1", () => new CartPole(version: 1)),
        ("Acrobot-v0", () => new Acrobot(version: 0)),
        ("Acrobot-v1", () => new Acrobot(version: 1)),
        ("MountainCar-v0", () => new MountainCar()),
        ("MountainCarContinuous-v0", () => new MountainCarContinuous()),
        ("Pendulum-v1", () => new Pendulum()),
    ];

    /// <summary>The names, versions of one environment together.</summary>
    public static ImmutableArray<string> All { get; } = [.. Makers.Select(maker => maker.Id)];

    /// <summary>Makes an environment.</summary>
    /// <param name="id">One of <see cref="All"/>, in its exact spelling.</param>
    /// <exception cref="UnknownEnvironmentException">There is none of that name; the message has the nearest.</exception>
    public static IEnvironment Create(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        foreach (var (known, make) in Makers)
        {
            if (known == id)
            {
                return make();
            }
        }
        throw new UnknownEnvironmentException(id, All);
    }
}
