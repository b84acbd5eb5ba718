namespace Gail.MuJoCo.Native;

/// <summary>The engine is missing, not the one the binding knows, out of memory, or refused a model.</summary>
/// <param name="message">The fault and the remedy.</param>
/// <param name="inner">The system's error, if there was one.</param>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);
