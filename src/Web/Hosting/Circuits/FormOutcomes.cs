namespace ClsPortal.Web.Hosting;

/// <summary>
/// What became of the commands that a page sent: one for each circuit. The page forgets the draft of a form that was sent and leads to what was refused.
/// </summary>
public sealed class FormOutcomes
{
    /// <summary>Who listens, once the page answers. True when it was refused.</summary>
    public Action<bool>? Listener { get; set; }

    internal void Tell(bool isRefused) => Listener?.Invoke(isRefused);
}
