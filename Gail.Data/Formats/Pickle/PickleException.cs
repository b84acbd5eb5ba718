namespace Gail.Data.Formats.Pickle;

/// <summary>What is wrong with a pickle; whoever knows the file adds it.</summary>
internal sealed class PickleException(string problem, Exception? cause = null) : Exception(problem, cause);
