namespace Gail.MuJoCo.Native;

/// <summary>The engine is missing, not the one the binding knows, out of memory, or refused a model.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What the system said, if it said anything.</param>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);
