namespace Gail.MuJoCo.Environments.Options;

/// <summary>An option of an environment is unknown or has a value that it cannot have.</summary>
/// <param name="message">Which one, what was expected, what came.</param>
public sealed class RobotOptionException(string message) : ArgumentException(message);
