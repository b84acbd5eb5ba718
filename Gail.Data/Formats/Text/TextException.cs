namespace Gail.Data.Formats.Text;

/// <summary>What is wrong with a line; whoever knows the file and the line adds them.</summary>
internal sealed class TextException(string problem) : Exception(problem);
