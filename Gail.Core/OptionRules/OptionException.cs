namespace Gail.OptionRules;

/// <summary>An option has a value that it cannot have.</summary>
/// <param name="message">The option, the value given and the values expected.</param>
public sealed class OptionException(string message) : ArgumentException(message)
{
    /// <summary>Whether what came is of another kind altogether, such as a word where a number belongs.</summary>
    public bool IsOfAnotherKind { get; init; }
}
