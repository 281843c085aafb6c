namespace ClsPortal.Application.Shared;

/// <summary>An activity to choose from, as everybody knows it.</summary>
public sealed record ActivityName(int Id, string Name);
