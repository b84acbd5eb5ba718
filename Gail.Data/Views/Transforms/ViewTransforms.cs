namespace Gail.Data.Views.Transforms;

/// <summary>
/// Transforms of views: each returns a new view and leaves its source as it is. They compose, read nothing before rows
/// are read, and give the same rows at every reading.
/// </summary>
/// <remarks>
/// <para>
/// Memory stays bounded: at most a batch of rows is held back, unless a transform says otherwise. Some need to know
/// something of all rows first, such as the number of episodes: a pass of the few columns needed, made at the first
/// reading and remembered by the view.
/// </para>
/// <para>
/// Wherever episodes are left out the others are numbered anew from 0 without gaps. Where rows are left out, how an
/// episode ended stands at the last row left of it. next_observation, where it is a column, stays true.
/// </para>
/// <para>
/// What can be told from the columns alone is checked when the transform is made, what cannot while reading; both
/// throw <see cref="DemonstrationException"/>.
/// </para>
/// </remarks>
public static partial class ViewTransforms;
