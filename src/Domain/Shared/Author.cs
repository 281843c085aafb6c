namespace ClsPortal.Domain.Shared;

/// <summary>Who did something, and when: kept with the name of that day, which a login may lose.</summary>
/// <param name="At">UTC.</param>
/// <param name="LoginId">Empty for the portal itself.</param>
/// <param name="Name">The name behind the login on that day.</param>
public sealed record Author(DateTime At, Guid LoginId, string Name);
