using ClsPortal.Application.Families;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files");
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(file => file.SealedName).IsSealed(FileSecrets.Name);
    }
}

internal sealed class FileChunkConfiguration : IEntityTypeConfiguration<FileChunk>
{
    public void Configure(EntityTypeBuilder<FileChunk> builder)
    {
        builder.ToTable("file_chunks");
        builder.HasKey(chunk => new { chunk.FileId, chunk.Number });
        builder.Property(chunk => chunk.Content).IsSealed(FileSecrets.Content);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(chunk => chunk.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RequiredPieceConfiguration : IEntityTypeConfiguration<RequiredPiece>
{
    public void Configure(EntityTypeBuilder<RequiredPiece> builder)
    {
        builder.ToTable("required_pieces");
        builder.Property(piece => piece.Name).HasMaxLength(RequiredPiece.NameMaxLength);
        builder.Property(piece => piece.Explanation).HasMaxLength(RequiredPiece.ExplanationMaxLength);
        builder.Property(piece => piece.Validity).HasConversion<string>().HasMaxLength(12);
        builder.HasIndex(piece => piece.Name).IsUnique();
    }
}

internal sealed class DepositedFileConfiguration : IEntityTypeConfiguration<DepositedFile>
{
    public void Configure(EntityTypeBuilder<DepositedFile> builder)
    {
        builder.ToTable("deposited_files");
        builder.Property(deposit => deposit.Id).ValueGeneratedNever();
        builder.Property(deposit => deposit.Status).HasConversion<string>().HasMaxLength(12).IsConcurrencyToken();
        builder.Property(deposit => deposit.Reason).IsSealedText();
        builder.HasOne<Family>().WithMany().HasForeignKey(deposit => deposit.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Child>().WithMany().HasForeignKey(deposit => deposit.ChildId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RequiredPiece>().WithMany().HasForeignKey(deposit => deposit.PieceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(deposit => deposit.FileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(deposit => new { deposit.FamilyId, deposit.Status });
        builder.HasIndex(deposit => new { deposit.Status, deposit.DepositedAt });
    }
}

internal sealed class CentreDocumentConfiguration : IEntityTypeConfiguration<CentreDocument>
{
    public void Configure(EntityTypeBuilder<CentreDocument> builder)
    {
        builder.ToTable("centre_documents");
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Title).HasMaxLength(CentreDocument.TitleMaxLength);
        builder.Property(document => document.Category).HasMaxLength(CentreDocument.CategoryMaxLength);
        builder.HasOne<Activity>().WithMany().HasForeignKey(document => document.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(document => document.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
