using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("conversations");
        builder.Property(conversation => conversation.Id).ValueGeneratedNever();
        builder.Property(conversation => conversation.SealedSubject).IsSealed(ConversationSecrets.Subject);
        builder.Property(conversation => conversation.AssignedName).HasMaxLength(200);
        builder.HasOne<Family>().WithMany().HasForeignKey(conversation => conversation.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(conversation => conversation.GuardianId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(conversation => new { conversation.FamilyId, conversation.LastMessageAt });
        builder.HasIndex(conversation => new { conversation.IsClosed, conversation.LastMessageAt });
        builder.HasIndex(conversation => conversation.BroadcastId).HasFilter("broadcast_id IS NOT NULL");
    }
}

internal sealed class ConversationMessageConfiguration : IEntityTypeConfiguration<ConversationMessage>
{
    public void Configure(EntityTypeBuilder<ConversationMessage> builder)
    {
        builder.ToTable("conversation_messages");
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.AuthorName).HasMaxLength(200);
        builder.Property(message => message.SealedText).IsSealed(ConversationSecrets.Text);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(message => message.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(message => message.GuardianId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(message => new { message.ConversationId, message.SentAt });
    }
}

internal sealed class ConversationReaderConfiguration : IEntityTypeConfiguration<ConversationReader>
{
    public void Configure(EntityTypeBuilder<ConversationReader> builder)
    {
        builder.ToTable("conversation_readers");
        builder.HasKey(reader => new { reader.ConversationId, reader.GuardianId });
        builder.HasOne<Conversation>().WithMany().HasForeignKey(reader => reader.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(reader => reader.GuardianId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BroadcastConfiguration : IEntityTypeConfiguration<Broadcast>
{
    public void Configure(EntityTypeBuilder<Broadcast> builder)
    {
        builder.ToTable("broadcasts");
        builder.Property(broadcast => broadcast.Id).ValueGeneratedNever();
        builder.Property(broadcast => broadcast.SealedSubject).IsSealed(BroadcastSecrets.Subject);
        builder.Property(broadcast => broadcast.SealedText).IsSealed(BroadcastSecrets.Text);
        builder.Property(broadcast => broadcast.BusLine).HasMaxLength(Activity.NameMaxLength);
        builder.Property(broadcast => broadcast.SentByName).HasMaxLength(200);
        builder.HasOne<Activity>().WithMany().HasForeignKey(broadcast => broadcast.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(broadcast => broadcast.SentAt);
    }
}
