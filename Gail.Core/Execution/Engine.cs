namespace Gail.Execution;

/// <summary>What evaluates graphs.</summary>
public enum Engine
{
    /// <summary>Graphs compiled to plans: fast.</summary>
    Plans,

    /// <summary>Node by node, as plainly as can be: the definition of what is right, for checking the plans.</summary>
    Interpreter,
}
