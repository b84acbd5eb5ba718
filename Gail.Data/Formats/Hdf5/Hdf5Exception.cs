namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// What the HDF5 library, or a rule of ours, has against a file; <see cref="Hdf5Library.Guarded"/> adds the file and the
/// array.
/// </summary>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="cause">What led to it, if anything did.</param>
internal sealed class Hdf5Exception(string problem, Exception? cause = null) : Exception(problem, cause);
